async fn fetch(client: &reqwest::Client, url: &str) {
    client.get(url).send().await.ok();
}
