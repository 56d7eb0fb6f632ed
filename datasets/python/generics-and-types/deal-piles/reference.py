from collections.abc import Callable
from typing import Hashable, TypeVar

T = TypeVar("T")


def deal_piles(items: list[T], pile_of: Callable[[T], Hashable], most: int) -> list[list[T]]:
    if most < 1:
        raise ValueError("a pile holds at least one item")
    piles: list[list[T]] = []
    open_piles: dict[Hashable, list[T]] = {}
    for item in items:
        key = pile_of(item)
        if key is None:
            continue
        pile = open_piles.get(key)
        if pile is None or len(pile) == most:
            pile = open_piles[key] = []
            piles.append(pile)
        pile.append(item)
    return piles
