import os
import pickle
import random

import requests


def handle(name, data):
    token = random.random()
    os.system("echo " + name)
    requests.post("https://example.com", data=data)
    return pickle.loads(data), token
