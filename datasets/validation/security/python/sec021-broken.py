import httpx
import requests as r


def fetch():
    r.get("https://example.com")
    return httpx.get("https://example.com", timeout=None)
