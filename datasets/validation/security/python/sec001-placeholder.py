DB_PASSWORD = "changeme"
ACCESS_TOKEN = "access_token"
