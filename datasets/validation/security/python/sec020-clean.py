import hmac


def allow(given, expected_token, token, kind, tokens):
    if token is None or token == "":
        return False
    if kind.token_type == kind.other_type or len(tokens) == 3:
        return False
    return hmac.compare_digest(given, expected_token)
