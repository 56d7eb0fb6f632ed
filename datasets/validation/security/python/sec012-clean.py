import hashlib


def keep(password, salt, body):
    hashlib.sha256(body)
    return hashlib.scrypt(password.encode(), salt=salt, n=16384, r=8, p=1)
