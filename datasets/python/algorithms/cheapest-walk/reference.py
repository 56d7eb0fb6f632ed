def cheapest_walk(north: list[int], south: list[int], bridge: int) -> int:
    on_north = on_south = 0
    for at, (up, down) in enumerate(zip(north, south)):
        change = bridge if at > 0 else 0
        on_north, on_south = (
            min(on_north, on_south + change) + up,
            min(on_south, on_north + change) + down,
        )
    return min(on_north, on_south)
