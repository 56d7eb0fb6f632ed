import jwt


def read(text, key, base64):
    base64.decode(text)
    return jwt.decode(text, key, algorithms=["RS256"])
