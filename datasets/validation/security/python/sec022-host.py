import requests


def fetch(host: str):
    return requests.get(f"https://{host}/health", timeout=5)
