import re

BLANK = re.compile(r"(?:[ \t]*\r?\n)+$")
WORDS = re.compile(r"^(?:\w+\s+)*end$")
PATH = re.compile(r"(?:\w+::)*test")
