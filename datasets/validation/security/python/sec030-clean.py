def total(rows):
    result = sum(rows)
    count = len(rows)
    assert isinstance(result, int)
    assert count >= 0
    return result
