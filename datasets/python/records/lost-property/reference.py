def claim_items(found: list[dict[str, str]], wanted: dict[str, str]) -> list[str]:
    asked = {field: value.lower() for field, value in wanted.items() if field != "id"}
    return [
        thing["id"]
        for thing in found
        if all(thing.get(field, value).lower() == value for field, value in asked.items())
    ]
