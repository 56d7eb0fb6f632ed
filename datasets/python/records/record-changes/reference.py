def record_changes(before: object, after: object) -> list[str]:
    return sorted(sign + (path or "/") for sign, path in changes(before, after, ""))


def changes(before: object, after: object, path: str) -> list[tuple[str, str]]:
    if type(before) is not type(after):
        return [("~", path)]
    if not isinstance(before, (dict, list)):
        return [] if before == after else [("~", path)]
    old, new = members(before), members(after)
    found: list[tuple[str, str]] = []
    for key in old.keys() | new.keys():
        below = f"{path}/{key}"
        if key not in new:
            found.append(("-", below))
        elif key not in old:
            found.append(("+", below))
        else:
            found.extend(changes(old[key], new[key], below))
    return found


def members(value: object) -> dict[object, object]:
    return value if isinstance(value, dict) else dict(enumerate(value))
