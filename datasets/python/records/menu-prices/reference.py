def menu_prices(menu: dict[str, float | None], raise_percent: int) -> dict[str, str]:
    return {dish: written(price, raise_percent) for dish, price in menu.items()}


def written(price: float | None, raise_percent: int) -> str:
    if price is None:
        return "on request"
    if price == 0:
        return "free"
    cents = round(price * 100)
    tenths = -(-cents * (100 + raise_percent) // 1000)
    return f"{tenths // 10}.{tenths % 10}0 €"
