use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

fn share() -> Permissions {
    Permissions::from_mode(0o777)
}
