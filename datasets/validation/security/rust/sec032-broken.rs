fn login(user: &User, password: &str) {
    println!("login with {}", password);
    log::info!("login with {password}");
}
