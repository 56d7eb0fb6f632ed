import hashlib
from hashlib import md5


def digest(data):
    hashlib.sha1(data)
    hashlib.new("md5", data)
    return md5(data)
