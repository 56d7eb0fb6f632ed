async fn find(ldap: &mut Ldap, name: &str) {
    ldap.search("dc=example", Scope::Subtree, &format!("(uid={})", name), vec!["cn"]).await.ok();
}
