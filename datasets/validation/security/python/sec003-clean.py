import ast


def train(model, executor, job, regex):
    model.eval()
    executor.exec(job)
    regex.compile(job)
    # eval(job)
    return "eval(job)", ast.literal_eval(job), eval("1 + 1")


def evaluate(eval, text):
    return eval(text)
