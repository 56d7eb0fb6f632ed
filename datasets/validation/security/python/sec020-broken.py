def allow(given, expected_token, request):
    if request.headers["X-Signature"] == expected_signature(request):
        return True
    return given == expected_token


def expected_signature(request):
    return request.body
