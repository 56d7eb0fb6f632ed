export const value = "ghp_a8Kd02LmQ9xZ71bVt5RyW3nPc6Ue4Hs0JfGi";
export const dsn = "mongodb://app:s3cr3tPw9@db.internal/main";
