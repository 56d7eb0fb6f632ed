/* Command::new("sh").arg("-c").arg(name) */
const EXAMPLES: [&str; 3] = [
    "md5::compute(data)",
    "unsafe { std::mem::transmute(x) }",
    "danger_accept_invalid_certs(true)",
];
