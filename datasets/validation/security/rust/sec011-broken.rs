use sha1::Sha1;

fn digest(data: &[u8]) {
    md5::compute(data);
    Sha1::new();
}
