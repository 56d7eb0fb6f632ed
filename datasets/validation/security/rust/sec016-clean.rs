const NAMESPACE: &str = "http://www.w3.org/2000/svg";
async fn fetch(client: &reqwest::Client) {
    client.get("http://localhost:3000/prices").send().await.ok();
}
