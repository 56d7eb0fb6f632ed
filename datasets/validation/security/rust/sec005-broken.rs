use std::process::Command;

fn remove(name: &str) {
    Command::new("sh").arg("-c").arg(format!("rm {}", name)).status().ok();
}
