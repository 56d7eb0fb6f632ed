fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().timeout(LIMIT).min_tls_version(reqwest::tls::Version::TLS_1_0)
}
