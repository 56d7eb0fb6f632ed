import os


def work(os):
    return os.system("ready?")
