from itertools import zip_longest


def parade_order(groups: list[tuple[str, str]]) -> list[str]:
    bands = [name for name, kind in groups if kind == "band"]
    others = [name for name, kind in groups if kind != "band"]
    return [
        name for pair in zip_longest(bands, others) for name in pair if name is not None
    ]
