def heating_steps(readings: list[float], target: float, band: float) -> list[bool]:
    width = max(0, band)
    is_on = False
    steps: list[bool] = []
    for reading in readings:
        if reading < target - width:
            is_on = True
        elif reading > target + width:
            is_on = False
        steps.append(is_on)
    return steps
