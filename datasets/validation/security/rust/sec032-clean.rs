fn login(password: &str) {
    println!("password changed, length {}", password.len());
}
