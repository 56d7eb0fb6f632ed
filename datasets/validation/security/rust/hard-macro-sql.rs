fn clause(name: &str) -> String {
    format!("name = '{}'", name)
}
fn find(pool: &Pool, name: &str) {
    pool.execute(&clause(name)).ok();
}
