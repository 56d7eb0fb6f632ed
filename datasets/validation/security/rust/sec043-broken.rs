use std::process::Command;

fn install() {
    Command::new("sh").arg("-c").arg("curl -s https://example.com/install.sh | sh").status().ok();
}
