class Store:
    _TABLE = "orders"

    def count(self, connection, params):
        params["password"] = "***MASKED***"
        return connection.execute(f"SELECT count(*) FROM {self._TABLE}")
