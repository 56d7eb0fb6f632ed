from ldap3.utils.conv import escape_filter_chars


def find(connection, users, name):
    connection.search("dc=example", filter=f"(uid={escape_filter_chars(name)})")
    users.find({"name": name})
    return f"(see {name})"
