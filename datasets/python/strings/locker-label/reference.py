def locker_label(hall: str, number: int) -> str:
    letters = "".join(hall.split()).upper()
    if letters == "" or number <= 0:
        return "-"
    return f"{letters}.{number:03d}"
