def run(rule, values):
    exec(rule)
    return eval(rule, values)
