fn remove(user: &User) {
    debug_assert!(user.is_admin);
}
