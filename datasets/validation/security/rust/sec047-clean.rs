fn first(list: &[u8; 4]) -> u8 {
    // SAFETY: the list has four entries.
    unsafe { *list.get_unchecked(0) }
}
