use std::process::Command;

fn remove(name: &str) {
    Command::new("/bin/rm").arg("--").arg(name).status().ok();
    // Command::new("sh").arg("-c").arg(name)
}
