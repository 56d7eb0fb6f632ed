import hashlib


def digest(data, store):
    hashlib.md5(data, usedforsecurity=False)
    hashlib.new("sha256", data)
    store.md5(data)
    return hashlib.sha256(data), "hashlib.md5(data)"
