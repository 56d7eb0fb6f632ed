from urllib.parse import urlparse

import requests

ALLOWED_HOSTS = {"example.com"}
BASE = "https://example.com"


def fetch(url, key):
    if urlparse(url).hostname not in ALLOWED_HOSTS:
        raise ValueError("not allowed")
    requests.get(f"{BASE}/items/{key}", timeout=5)
    requests.get(f"https://example.com/items/{key}", timeout=5)
    return requests.get(url, timeout=5)
