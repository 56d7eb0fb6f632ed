from pathlib import Path

ROOT = Path("/srv/files")


def read(name: str):
    target = (ROOT / name).resolve()
    if not target.is_relative_to(ROOT):
        raise ValueError("outside")
    return target.read_text()


def read_config(path: Path):
    return path.read_text()


def halve(total: int, parts: int):
    return total / parts


def read_fixed():
    with open("/srv/files/list.txt") as file:
        return file.read()
