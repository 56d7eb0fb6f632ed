import builtins


def run(text):
    return getattr(builtins, "eval")(text)
