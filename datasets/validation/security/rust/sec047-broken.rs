fn cast(bytes: [u8; 4]) -> u32 {
    unsafe { std::mem::transmute(bytes) }
}
fn first(list: &[u8]) -> u8 {
    unsafe { *list.get_unchecked(0) }
}
