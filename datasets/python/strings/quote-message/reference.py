def quote_message(text: str, author: str) -> str:
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([f"{author or 'Somebody'} wrote:", *map(quoted, lines)])


def quoted(line: str) -> str:
    if line == "" or line.startswith(">"):
        return ">" + line
    return "> " + line
