from Crypto.Cipher import AES, DES
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import algorithms


def seal(key):
    DES.new(key, DES.MODE_CBC)
    AES.new(key, AES.MODE_ECB)
    algorithms.ARC4(key)
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)
