async fn fetch(client: &reqwest::Client) {
    client.get("http://example.com/prices").send().await.ok();
}
