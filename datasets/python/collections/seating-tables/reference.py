def seat_guests(groups: list[tuple[str, int]], tables: list[int]) -> dict[str, int]:
    free = dict(enumerate(tables))
    seated: dict[str, int] = {}
    for name, size in groups:
        fitting = [table for table, seats in free.items() if seats >= size > 0]
        if fitting:
            seated[name] = min(fitting, key=lambda table: (free[table], table))
            del free[seated[name]]
    return seated
