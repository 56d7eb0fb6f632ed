import os
from enum import Enum
# password = "Tr0ub4dor&3xyz"
NOTE = 'API_KEY = "k3y-9f8a77b1c2"'
PASSWORD_FIELD = "password_confirmation"
TOKEN_URL = "https://auth.example.com/oauth/token"
api_key = os.environ["API_KEY"]
password = os.getenv("DB_PASSWORD")
API_KEY_ENV = "SERVICE_API_KEY"
secret_name = "projects/main/db"
max_tokens = "2048"
tokenizer = "cl100k_base_long"


class TokenKind(Enum):
    ACCESS_TOKEN = "access-token-kind"


def ask(getpass):
    return getpass(prompt_password="Enter your password: ")
