import hashlib
import urllib.request


def fetch(expected):
    data = urllib.request.urlopen("https://example.com/data.json", timeout=5).read()
    if hashlib.sha256(data).hexdigest() != expected:
        raise ValueError("changed")
    return data, "pip install example"
