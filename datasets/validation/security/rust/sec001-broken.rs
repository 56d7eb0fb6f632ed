const API_KEY: &str = "k3y-9f8a77b1c2";
fn options() -> Options {
    Options { password: "Tr0ub4dor&3xyz".to_string(), user: "app".into() }
}
