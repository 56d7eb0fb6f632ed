def update(user, changes: dict):
    for name, value in changes.items():
        setattr(user, name, value)
    return user


def read(user, field):
    return getattr(user, field)
