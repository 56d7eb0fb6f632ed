import requests

NAMESPACE = "http://www.w3.org/2000/svg"


def fetch():
    requests.get("http://localhost:8080/health", timeout=5)
    requests.get("http://127.0.0.1:8080/health", timeout=5)
    return requests.get("https://example.com/prices", timeout=5)
