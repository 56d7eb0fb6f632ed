import requests


def fetch(url):
    targets = []
    targets.append(url)
    return requests.get(targets[0], timeout=5)
