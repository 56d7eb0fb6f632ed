use aes_gcm::Nonce;

fn seal(cipher: &Cipher, data: &[u8]) {
    cipher.encrypt(Nonce::from_slice(b"unique nonce"), data).ok();
}
