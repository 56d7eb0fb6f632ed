import os
from pathlib import Path

ROOT = Path("/srv/files")


def read(name: str):
    with open(os.path.join("/srv/files", name)) as file:
        return file.read()


def write(name: str, text: str):
    target = ROOT / name
    target.write_text(text)
