use rand::Rng;

fn issue() -> (u64, u64) {
    let token = rand::rngs::OsRng.gen::<u64>();
    let winner = fastrand::u64(..);
    (token, winner)
}
