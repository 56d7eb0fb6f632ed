import hashlib


def keep(password):
    return hashlib.sha256(password.encode()).hexdigest()
