async fn fetch() {
    reqwest::get("https://example.com").await.ok();
    let client = reqwest::Client::new();
}
