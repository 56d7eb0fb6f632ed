def merge_contacts(contacts: list[dict[str, str]]) -> list[dict[str, str]]:
    merged: list[dict[str, str]] = []
    people: dict[str, dict[str, str]] = {}
    for contact in contacts:
        email = contact.get("email", "").lower()
        person = people.get(email) if email else None
        if person is None:
            person = {}
            merged.append(person)
        if email:
            people[email] = person
        for field, value in contact.items():
            person[field] = person.get(field) or (email if field == "email" else value)
    return merged
