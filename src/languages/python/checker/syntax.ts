/** Python: the checker's part that asks CPython's own parser and compiler. */
export const SYNTAX = String.raw`
def parse(text):
    """The tree and None, or None and what is wrong."""
    broken = re.search("[\ud800-\udfff]", text.text)
    if broken:
        start = units(text.text[: broken.start()])
        return None, finding(
            "SyntaxError", "half of a surrogate pair is not a character", [start, start + 1]
        )
    zero = text.text.find("\0")
    if zero >= 0:
        start = units(text.text[:zero])
        return None, finding(
            "SyntaxError", "source code cannot contain null bytes", [start, start + 1]
        )
    try:
        tree = ast.parse(text.text)
    except SyntaxError as error:
        return None, refusal(text, error, text.at_character)
    try:
        # The parser lets through: return outside a function, one parameter twice, a lost break.
        compile(text.text, "candidate.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        # The compiler's columns are the tree's, in bytes; the parser's are characters.
        return None, refusal(text, error, text.at_byte)
    return tree, None

def refusal(text, error, offset):
    line = error.lineno or 1
    quoted = (error.text or "").rstrip("\r\n")
    # Before Python 3.12 an error inside an f-string is counted within the braces, and quotes them.
    if quoted and quoted not in (text.line(line), text.line(line).lstrip("\ufeff")):
        return finding(type(error).__name__, error.msg, text.line_span(line))
    column = max(0, (error.offset or 1) - 1)
    start = offset(line, column)
    end_line = getattr(error, "end_lineno", None) or line
    end_column = getattr(error, "end_offset", None) or 0
    end = offset(end_line, end_column - 1) if end_column > 0 else start
    limit = text.at_character(line, len(text.line(line)))
    if end <= start:
        end = min(start + 1, max(limit, start))
    # Half a pair is no place to stop.
    if 0 < end < text.length and is_inside_pair(text, end):
        end += 1
    return finding(type(error).__name__, error.msg, [start, end])

def is_inside_pair(text, offset):
    if text.text.isascii():
        return False
    return (
        0xDC00
        <= int.from_bytes(text.text.encode("utf-16-le")[2 * offset : 2 * offset + 2], "little")
        <= 0xDFFF
    )

def find_imports(tree):
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [{"level": 0, "module": alias.name, "names": []} for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            found.append({"level": node.level, "module": node.module or "", "names": names})
    return found
`;
