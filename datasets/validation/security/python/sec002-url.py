DSN = "postgres://app:s3cr3tPw9@db.internal:5432/main"
