TABLE = "orders"


def find(cursor, name, executor, count):
    cursor.execute("SELECT * FROM users " "WHERE name = %s", (name,))
    cursor.execute("SELECT * FROM users " + "WHERE name = %s", (name,))
    cursor.execute(f"SELECT * FROM {TABLE} WHERE id = %s", (name,))
    executor.execute(name)
    print(f"Select {count} items from the list")
    print(f"Update of {name} done")
    # cursor.execute(f"SELECT {name}")
    return "cursor.execute(f'SELECT {name}')"
