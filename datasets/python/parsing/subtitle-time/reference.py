import re

TIME = r"([0-9]{2,}):([0-5][0-9]):([0-5][0-9]),([0-9]{3})"
SPAN = re.compile(TIME + " +--> +" + TIME)


def subtitle_span(line: str) -> tuple[int, int] | None:
    match = SPAN.fullmatch(line)
    if match is None:
        return None
    numbers = [int(digits) for digits in match.groups()]
    start, end = milliseconds(numbers[:4]), milliseconds(numbers[4:])
    return (start, end) if start < end else None


def milliseconds(parts: list[int]) -> int:
    hours, minutes, seconds, rest = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
