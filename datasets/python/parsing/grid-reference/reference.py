import re


def map_field(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"([A-Za-z]+)([1-9][0-9]*)", text.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(match[2])
