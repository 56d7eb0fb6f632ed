import httpx
import requests


def fetch(cache, session: requests.Session):
    cache.get("https://example.com")
    httpx.get("https://example.com")
    return requests.get("https://example.com", timeout=10)
