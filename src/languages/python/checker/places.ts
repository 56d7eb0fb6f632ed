/** Python: the checker's part that turns CPython's places into offsets. */
export const PLACES = String.raw`
import ast, gc, io, json, re, sys, threading, tokenize, warnings

class Text:
    """A text, and its places as offsets in UTF-16 code units."""

    def __init__(self, text):
        self.text = text
        # Lines as CPython splits them: not at form feeds and not at Unicode's own separators.
        self.lines, self.starts, place = [], [0], 0
        for mark in re.finditer("\r\n|\r|\n", text):
            self.lines.append(text[place : mark.start()])
            self.starts.append(self.starts[-1] + units(text[place : mark.end()]))
            place = mark.end()
        self.lines.append(text[place:])
        self.length = self.starts[-1] + units(self.lines[-1])

    def line(self, number):
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def at_character(self, line, column):
        """Offset of a place whose column counts characters from 0."""
        if line < 1:
            return 0
        if line > len(self.lines):
            return self.length
        return self.starts[line - 1] + units(self.lines[line - 1][: max(0, column)])

    def at_byte(self, line, column):
        """Offset of a place whose column counts bytes of UTF-8 from 0, as those of ast do."""
        text = self.line(line)
        if text.isascii():
            return self.at_character(line, column)
        return self.at_character(
            line, len(text.encode()[: max(0, column)].decode("utf-8", "ignore"))
        )

    def span(self, node):
        start = self.at_byte(node.lineno, node.col_offset)
        # Before Python 3.12 the places of nodes inside f-strings are rough.
        return [start, max(start, self.at_byte(node.end_lineno, node.end_col_offset))]

    def line_span(self, line):
        """The line from its first visible character on."""
        text = self.line(line)
        return [
            self.at_character(line, len(text) - len(text.lstrip())),
            self.at_character(line, len(text)),
        ]

def units(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

def finding(code, message, span, help=None, severity="error"):
    return {"code": code, "message": message, "span": span, "help": help, "severity": severity}

def comments_of(text):
    """The comments of a text that can be parsed, with their places in characters."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text.text, newline=None).readline):
            if token.type == tokenize.COMMENT:
                yield token
    except (tokenize.TokenError, SyntaxError):
        return
`;
