use libloading::Library;

fn open(name: &str) -> Library {
    Library::new(name).expect("a library")
}
