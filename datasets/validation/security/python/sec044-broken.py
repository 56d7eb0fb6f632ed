def find(connection, users, name):
    connection.search("dc=example", filter=f"(uid={name})")
    return users.find({"$where": "this.name == '" + name + "'"})
