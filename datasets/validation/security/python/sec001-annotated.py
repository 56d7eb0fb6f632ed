settings: dict[str, str] = {"private_key": "vb7Qz0pLx2Wn8RtY"}
secret_key: str = "u8Jd72kkPw01Zx"


def connect(token: str = "Zx81mmQ0pLr7"):
    return token
