use fancy_regex::Regex;

fn find() {
    Regex::new(r"^(a+)+$").ok();
}
