fn allow(given: &str, expected_token: &str) -> bool {
    given == expected_token
}
