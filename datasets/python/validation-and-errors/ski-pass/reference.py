class PassError(Exception):
    """A pass that lacks its photo."""


def check_pass(age: int, days: int, has_photo: bool) -> str:
    if not 0 <= age <= 120 or not 1 <= days <= 7:
        raise ValueError("age or days out of bounds")
    if days > 1 and not has_photo:
        raise PassError("a photo is missing")
    kind = "child" if age < 15 else "senior" if age >= 65 else "adult"
    return f"{kind} {'day' if days == 1 else 'week'}"
