async def find(connection, table, key):
    return await connection.fetchrow(f"SELECT * FROM {table} WHERE id=$1", key)
