def allow(verifier, token, cache):
    try:
        verifier.verify_signature(token)
    except ValueError as error:
        raise PermissionError("refused") from error
    try:
        cache.warm()
    except TimeoutError:
        pass
    return True
