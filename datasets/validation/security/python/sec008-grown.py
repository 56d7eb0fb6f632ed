def find(cursor, name):
    query = "SELECT * FROM users"
    query += " WHERE name = '" + name + "'"
    cursor.execute(query)
