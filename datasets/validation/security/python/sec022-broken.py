import requests


def fetch(url):
    target = url.strip()
    return requests.get(target, timeout=5)
