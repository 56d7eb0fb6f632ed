fn issue() -> u64 {
    let token = fastrand::u64(..);
    token
}
