def meeting_slot(
    busy: list[list[tuple[str, str]]], opens: str, closes: str, length: int
) -> str | None:
    times = [(minutes(start), minutes(end)) for person in busy for start, end in person]
    start = minutes(opens)
    for busy_from, busy_to in sorted(time for time in times if time[0] < time[1]):
        if busy_from < start + length:
            start = max(start, busy_to)
    if length < 1 or start + length > minutes(closes):
        return None
    return f"{start // 60:02d}:{start % 60:02d}"


def minutes(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
