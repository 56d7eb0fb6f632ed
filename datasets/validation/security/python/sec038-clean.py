import re

FAST = re.compile(r"^(?:a|b)+[a-z]*$")
TEXT = "(a+)+"
GROUP = re.compile(r"(\d+)-(\d+)\+")


def find(word, text):
    return re.search(re.escape(word), text)
