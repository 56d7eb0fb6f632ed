DAY = 24 * 60


def next_tram(now: str, first: str, every: int, last: str) -> str | None:
    if every < 1:
        return None
    start, end = minutes(first), minutes(last)
    if end < start:
        end += DAY
    departures = {time % DAY for time in range(start, end + 1, every)}
    wait = min((departure - minutes(now)) % DAY for departure in departures)
    hour, minute = divmod((minutes(now) + wait) % DAY, 60)
    return f"{hour:02d}:{minute:02d}"


def minutes(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
