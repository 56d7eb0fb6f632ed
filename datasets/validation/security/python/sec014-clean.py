import requests


def fetch(document, image):
    requests.get("https://example.com", verify=True, timeout=5)
    document.save(verify=False)
    return "requests.get(url, verify=False)"
