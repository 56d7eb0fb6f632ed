async fn find(pool: &Pool, name: &str) {
    sqlx::query(&format!("SELECT * FROM users WHERE name = '{}'", name)).fetch_all(pool).await.ok();
    let sql = format!("DELETE FROM users WHERE name = '{name}'");
    pool.execute(&sql).await.ok();
    let grown = "UPDATE users SET name = '".to_string() + name + "'";
    pool.execute(&grown).await.ok();
}
