from itertools import cycle


def dial_cipher(text: str, key: str) -> str:
    if key == "":
        return text
    steps = cycle(ord(letter) - ord("a") for letter in key)
    return "".join(move(c, next(steps)) if is_letter(c) else c for c in text)


def is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def move(letter: str, step: int) -> str:
    first = ord("a") if letter.islower() else ord("A")
    return chr(first + (ord(letter) - first + step) % 26)
