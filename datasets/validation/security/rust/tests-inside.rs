#[cfg(test)]
mod tests {
    const PASSWORD: &str = "Tr0ub4dor&3xyz";

    #[test]
    fn reads() {
        std::fs::write("/tmp/x.txt", PASSWORD).unwrap();
    }
}
