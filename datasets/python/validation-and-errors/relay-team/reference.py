class EntryError(Exception):
    problems: list[str]

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def enter_team(name: str, runners: list[dict[str, object]]) -> list[str]:
    problems = [] if name else ["team: name"]
    legs: dict[int, list[str]] = {leg: [] for leg in range(1, 5)}
    known: set[object] = set()
    for at, runner in enumerate(runners, 1):
        who, leg, age = runner.get("name"), runner.get("leg"), runner.get("age", 14)
        if not isinstance(who, str) or not who or who in known:
            problems.append(f"runner {at}: name")
        if isinstance(who, str):
            known.add(who)
        if is_number(leg) and leg in legs:
            legs[leg].append(str(who))
        else:
            problems.append(f"runner {at}: leg")
        if not is_number(age) or age < 14:
            problems.append(f"runner {at}: age")
    for leg, names in legs.items():
        if len(names) != 1:
            problems.append(f"leg {leg}: {'several' if names else 'nobody'}")
    if problems:
        raise EntryError(sorted(problems))
    return [names[0] for names in legs.values()]


def entry_problems(name: str, runners: list[dict[str, object]]) -> list[str]:
    try:
        enter_team(name, runners)
    except EntryError as error:
        return error.problems
    return []


def is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
