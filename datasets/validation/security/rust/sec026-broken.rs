fn keep(text: &str) {
    std::fs::write("/tmp/report.txt", text).ok();
}
