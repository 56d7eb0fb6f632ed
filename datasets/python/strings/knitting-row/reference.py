import re


def knitting_row(row: str) -> str:
    stitches = re.findall(r"([A-Za-z])([0-9]*)", row)
    return "".join(letter * int(count or "1") for letter, count in stitches)
