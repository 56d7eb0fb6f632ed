import re

SLOW = re.compile(r"^(a+)+$")


def find(pattern, text):
    return re.search(pattern, text)
