Reading = tuple[int, float]


def merge_gauges(
    first: list[tuple[int, float]], second: list[tuple[int, float]], apart: int
) -> list[tuple[int, float]]:
    heights = {minute: [height] for minute, height in first}
    alone: list[Reading] = []
    for minute, height in second:
        near = [own for own in heights if abs(own - minute) <= apart]
        if near:
            nearest = min(near, key=lambda own: (abs(own - minute), own))
            heights[nearest].append(height)
        else:
            alone.append((minute, height))
    merged = [(minute, sum(all_of) / len(all_of)) for minute, all_of in heights.items()]
    return sorted(merged + alone, key=lambda reading: reading[0])
