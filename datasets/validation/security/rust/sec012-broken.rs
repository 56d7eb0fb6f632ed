use sha2::Sha256;

fn keep(password: &str) -> Vec<u8> {
    Sha256::digest(password.as_bytes()).to_vec()
}
