def sheet_size(width: int, height: int, folds: int) -> tuple[int, int]:
    for _ in range(folds):
        if max(width, height) < 2:
            break
        if width > height:
            width //= 2
        else:
            height //= 2
    return width, height
