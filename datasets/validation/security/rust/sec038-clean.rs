use regex::Regex;

fn find() {
    Regex::new(r"^(a+)+$").ok();
}
