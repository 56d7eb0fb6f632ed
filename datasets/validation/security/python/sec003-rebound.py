def compile(text):
    return text.strip()


def run(text):
    return compile(text)
