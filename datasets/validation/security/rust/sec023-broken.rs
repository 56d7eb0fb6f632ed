use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new("/srv/files").join(name)).unwrap_or_default()
}
