import os


def work(name):
    os.system(name)
    return (name
