Place = tuple[int, int]


def echo_reach(cave: list[str], row: int, column: int, steps: int) -> int:
    reached = {(row, column)} if is_open(cave, (row, column)) else set()
    edge = reached
    for _ in range(steps):
        near = {place for known in edge for place in around(known)}
        edge = {place for place in near if is_open(cave, place)} - reached
        reached = reached | edge
    return len(reached)


def around(place: Place) -> list[Place]:
    row, column = place
    return [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]


def is_open(cave: list[str], place: Place) -> bool:
    row, column = place
    return 0 <= row < len(cave) and 0 <= column < len(cave[row]) and cave[row][column] != "#"
