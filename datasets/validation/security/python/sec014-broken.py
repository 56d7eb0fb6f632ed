import ssl

import requests


def fetch(url_context):
    requests.get("https://example.com", verify=False, timeout=5)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return ssl._create_unverified_context()
