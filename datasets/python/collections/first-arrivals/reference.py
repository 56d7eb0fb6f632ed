def first_arrivals(arrivals: list[tuple[str, int]], places: int) -> list[str]:
    best: dict[str, int] = {}
    for name, seconds in arrivals:
        best[name] = min(seconds, best.get(name, seconds))
    ranked = sorted(best, key=lambda name: (best[name], name))
    return ranked[:places]
