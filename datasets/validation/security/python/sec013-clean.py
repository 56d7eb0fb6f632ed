import random
import secrets


def play(cards, monkey):
    winner = random.choice(cards)
    token = secrets.token_hex(16)
    keyboard = random.choice(cards)
    nonce = random.SystemRandom().getrandbits(64)
    return winner, token, keyboard, nonce, monkey.random()
