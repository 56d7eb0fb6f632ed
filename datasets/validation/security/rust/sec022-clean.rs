async fn fetch(client: &reqwest::Client, map: &HashMap<String, String>, id: u64, key: &str) {
    client.get(format!("https://example.com/items/{}", id)).send().await.ok();
    map.get(key);
}
