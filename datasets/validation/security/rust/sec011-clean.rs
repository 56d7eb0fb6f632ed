use sha2::Sha256;

fn digest(data: &[u8], store: &Store) {
    Sha256::digest(data);
    store.md5(data);
}
