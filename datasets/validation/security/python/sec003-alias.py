import builtins


def run(rule):
    return builtins.eval(rule)
