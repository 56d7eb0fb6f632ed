COINS = (200, 100, 50, 20, 10, 5)


def bus_change(fare: int, paid: int) -> list[int] | None:
    if paid < fare:
        return None
    left = paid - fare
    change: list[int] = []
    for coin in COINS:
        count, left = divmod(left, coin)
        change += [coin] * count
    return change
