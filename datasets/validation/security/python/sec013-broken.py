import random
from random import choice


def issue(letters):
    token = random.randint(0, 10**9)
    session_key = "".join(choice(letters) for _ in range(20))
    return token, session_key


def make_nonce():
    return random.getrandbits(64)
