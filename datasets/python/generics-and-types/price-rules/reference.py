from dataclasses import dataclass


@dataclass(frozen=True)
class Percent:
    off: int


@dataclass(frozen=True)
class Fixed:
    cents: int
    above: int = 0


@dataclass(frozen=True)
class Bundle:
    buy: int
    pay: int


Rule = Percent | Fixed | Bundle


def best_price(cents: int, count: int, rules: list[Percent | Fixed | Bundle]) -> int:
    return min([cents * count, *(price_by(rule, cents, count) for rule in rules)])


def price_by(rule: Rule, cents: int, count: int) -> int:
    whole = cents * count
    match rule:
        case Percent(off):
            return whole - whole * off // 100
        case Fixed(less, above):
            return max(0, whole - less) if whole > above else whole
        case Bundle(buy, pay):
            if buy < 1:
                return whole
            return (count // buy * pay + count % buy) * cents
