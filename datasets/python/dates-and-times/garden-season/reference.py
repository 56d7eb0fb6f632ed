from datetime import date, timedelta


def season_days(sown: str, harvested: str) -> int:
    start, end = date.fromisoformat(sown), date.fromisoformat(harvested)
    days = (start + timedelta(days=step) for step in range((end - start).days))
    return sum(1 for day in days if 3 <= day.month <= 11 and day.day != 29)
