def find(cursor, name, names):
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)
    cursor.execute("DELETE FROM users WHERE name = '" + name + "'")
    cursor.execute("SELECT * FROM users WHERE name = '{}'".format(name))
    cursor.execute(" ".join(["SELECT * FROM users WHERE name IN", *names]))
    query = f"UPDATE users SET name = '{name}'"
    cursor.execute(query)
