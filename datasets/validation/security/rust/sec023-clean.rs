use std::fs;
use std::path::Path;

fn read(name: &str) -> Option<String> {
    let file = Path::new("/srv/files").join(name).canonicalize().ok()?;
    if !file.starts_with("/srv/files") {
        return None;
    }
    fs::read_to_string(file).ok()
}
fn read_config(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}
