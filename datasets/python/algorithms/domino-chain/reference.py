def domino_chain(tiles: list[tuple[int, int]], start: int) -> int:
    longest = 0
    for at, (left, right) in enumerate(tiles):
        if start not in (left, right):
            continue
        end = right if start == left else left
        rest = tiles[:at] + tiles[at + 1 :]
        longest = max(longest, 1 + domino_chain(rest, end))
    return longest
