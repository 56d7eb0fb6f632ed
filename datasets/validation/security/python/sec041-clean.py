ALLOWED = {"name", "mail"}


def update(user, field, value):
    if field not in ALLOWED:
        raise ValueError("not allowed")
    setattr(user, field, value)
    setattr(user, "name", value)
    return getattr(user, "mail", None)


def dump(user):
    return [getattr(user, name) for name in ALLOWED]
