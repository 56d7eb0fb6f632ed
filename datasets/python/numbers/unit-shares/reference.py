from fractions import Fraction


def unit_shares(top: int, bottom: int) -> list[int]:
    if bottom <= 0 or top < 0 or top > bottom:
        raise ValueError("a share lies between 0 and 1")
    left = Fraction(top, bottom)
    bottoms: list[int] = []
    while left > 0:
        largest = -(-left.denominator // left.numerator)
        bottoms.append(largest)
        left -= Fraction(1, largest)
    return bottoms
