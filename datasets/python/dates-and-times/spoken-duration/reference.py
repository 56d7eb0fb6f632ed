def spoken_duration(seconds: int) -> str:
    if seconds == 0:
        return "no time"
    if seconds < 0:
        return "minus " + spoken_duration(-seconds)
    minutes, rest = divmod(seconds, 60)
    numbers = ((minutes // 60, "hour"), (minutes % 60, "minute"), (rest, "second"))
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in numbers if n > 0]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
