def bell_rings(start: int, end: int) -> int:
    return sum(strokes(minute) for minute in range(start, end))


def strokes(minute: int) -> int:
    hour, past = divmod(minute, 60)
    if past == 0:
        return hour % 12 or 12
    return 1 if past == 30 else 0
