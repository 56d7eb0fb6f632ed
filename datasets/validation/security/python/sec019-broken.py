import jwt


def read(text, key):
    jwt.decode(text, options={"verify_signature": False})
    jwt.decode(text, key, algorithms=["none"])
    return jwt.decode(text, key)
