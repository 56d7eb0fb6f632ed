import requests


def fetch():
    return requests.get("http://example.com/prices", timeout=5)
