from dataclasses import dataclass


@dataclass(frozen=True)
class Loan:
    title: str
    days: int
    renewals: int = 0


def overdue_titles(loans: list[Loan], today: int) -> list[str]:
    late = [(over(loan) + today, loan.title) for loan in loans if over(loan) + today > 0]
    return [title for _, title in sorted(late, key=lambda entry: (-entry[0], entry[1]))]


def over(loan: Loan) -> int:
    return loan.days - 21 - 14 * min(loan.renewals, 2)
