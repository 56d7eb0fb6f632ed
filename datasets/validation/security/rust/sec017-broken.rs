use rsa::RsaPrivateKey;

fn make(rng: &mut OsRng) {
    RsaPrivateKey::new(rng, 1024).ok();
    des::Des::new_from_slice(b"whatever").ok();
}
