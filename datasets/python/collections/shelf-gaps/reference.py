def shelf_gaps(volumes: set[int], last: int) -> list[str]:
    gaps: list[list[int]] = []
    for volume in range(1, last + 1):
        if volume in volumes:
            continue
        if gaps and gaps[-1][-1] == volume - 1:
            gaps[-1].append(volume)
        else:
            gaps.append([volume])
    return [part for gap in gaps for part in written(gap)]


def written(gap: list[int]) -> list[str]:
    if len(gap) >= 3:
        return [f"{gap[0]}–{gap[-1]}"]
    return [str(volume) for volume in gap]
