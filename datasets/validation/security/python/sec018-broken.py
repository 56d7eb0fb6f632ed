from Crypto.Cipher import AES

IV = b"0123456789abcdef"


def seal(key, data):
    cipher = AES.new(key, AES.MODE_CBC, iv=IV)
    other = AES.new(key, AES.MODE_GCM, nonce=b"\x00" * 12)
    return cipher.encrypt(data), other
