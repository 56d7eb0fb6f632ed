def parse(tokens, keyword):
    for token in tokens:
        if token == keyword or token == "::":
            yield token
