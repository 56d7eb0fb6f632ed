class RecipeError(ValueError):
    ingredient: str

    def __init__(self, ingredient: str) -> None:
        super().__init__(f"the amount of {ingredient} is wrong")
        self.ingredient = ingredient


def scale_recipe(amounts: dict[str, int], servings: int, wanted: int) -> dict[str, int]:
    if servings < 1 or wanted < 1:
        raise ValueError("at least one serving")
    names = sorted(amounts)
    for name in names:
        if amounts[name] <= 0:
            raise RecipeError(name)
    for name in names:
        if amounts[name] * wanted % servings != 0:
            raise RecipeError(name)
    return {name: amount * wanted // servings for name, amount in amounts.items()}


def wrong_ingredient(amounts: dict[str, int], servings: int, wanted: int) -> str | None:
    try:
        scale_recipe(amounts, servings, wanted)
    except RecipeError as error:
        return error.ingredient
    return None
