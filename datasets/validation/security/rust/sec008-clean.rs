const TABLE: &str = "orders";
async fn find(pool: &Pool, name: &str) -> String {
    sqlx::query("SELECT * FROM users WHERE name = $1").bind(name).fetch_all(pool).await.ok();
    sqlx::query(&format!("SELECT * FROM {} WHERE name = $1", TABLE)).bind(name).fetch_all(pool).await.ok();
    // sqlx::query(&format!("SELECT {}", name))
    format!("Select {} from the list", name)
}
