import re


def sheet_value(cells: dict[str, str], name: str) -> int | None:
    return value_of(cells, name, ())


def value_of(cells: dict[str, str], name: str, above: tuple[str, ...]) -> int | None:
    text = cells.get(name, "").strip()
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if name in above or not text.startswith("="):
        return None
    total = 0
    for term in (part.strip() for part in text[1:].split("+")):
        if re.fullmatch(r"[0-9]+", term):
            value: int | None = int(term)
        elif re.fullmatch(r"[A-Za-z]+", term):
            value = value_of(cells, term, (*above, name))
        else:
            value = None
        if value is None:
            return None
        total += value
    return total
