def scoreboard(scores: list[tuple[str, int]], width: int) -> list[str]:
    ranked = sorted(scores, key=lambda entry: entry[1], reverse=True)
    return [line(name, str(score), width) for name, score in ranked]


def line(name: str, score: str, width: int) -> str:
    room = width - len(score) - 1
    if room < 1:
        return "#" * width
    return name[:room].ljust(width - len(score), ".") + score
