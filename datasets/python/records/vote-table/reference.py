def vote_table(votes: list[dict[str, object]], least: int) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for vote in votes:
        district, party, count = vote.get("district"), vote.get("party"), vote.get("count", 1)
        if not is_name(district) or not is_name(party) or not is_count(count):
            continue
        parties = table.setdefault(district, {})
        parties[party] = parties.get(party, 0) + count
    kept = {
        district: {party: count for party, count in parties.items() if count >= least}
        for district, parties in table.items()
    }
    return {district: parties for district, parties in kept.items() if parties}


def is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
