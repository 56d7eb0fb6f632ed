import re


def shelf_mark(mark: str) -> tuple[str, int, str]:
    match = re.fullmatch(r"([A-Z]+)-([0-9]{3})-([A-Z])", mark)
    if match is None:
        raise ValueError(f"{mark!r} is no shelf mark")
    room, number, letter = match[1], int(match[2]), match[3]
    place = (sum(ord(each) - ord("A") + 1 for each in room) + number) % 23
    if ord(letter) - ord("A") != place:
        raise LookupError(f"{mark!r} is misread")
    return room, number, letter
