def frog_stones(stones: list[int], reach: int) -> int | None:
    place = 0
    jumps = 0
    while stones and place < stones[-1]:
        farthest = max((stone for stone in stones if stone <= place + reach), default=0)
        if farthest <= place:
            return None
        place = farthest
        jumps += 1
    return jumps
