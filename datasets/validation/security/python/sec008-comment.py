def find(cursor, key):
    """Never write cursor.execute(f"SELECT * FROM t WHERE id = {key}")."""
    return cursor.execute("SELECT * FROM t WHERE id = ?", (key,))
