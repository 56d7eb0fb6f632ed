from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def seal(key, crypt):
    crypt.DES.new(key)
    AESGCM(key)
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)
