// const API_KEY: &str = "k3y-9f8a77b1c2";
const PASSWORD_LABEL: &str = "Enter your password:";
const TOKEN_URL: &str = "https://auth.example.com/oauth/token";
fn read() -> String {
    let password = std::env::var("DB_PASSWORD").unwrap_or_default();
    let text = "const API_KEY: &str = \"k3y-9f8a77b1c2\";";
    format!("{}{}{}{}", password.len(), text, PASSWORD_LABEL, TOKEN_URL)
}
