import re

COMMAND = re.compile(r'/([A-Za-z]+)((?:\s+(?:"[^"]*"|[^\s"]+))*)\s*')
ARGUMENT = re.compile(r'"([^"]*)"|([^\s"]+)')


def chat_command(line: str) -> tuple[str, list[str]] | None:
    match = COMMAND.fullmatch(line)
    if match is None:
        return None
    arguments = [quoted or plain for quoted, plain in ARGUMENT.findall(match[2])]
    return match[1].lower(), arguments
