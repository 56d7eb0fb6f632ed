fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().timeout(LIMIT).danger_accept_invalid_certs(false)
}
