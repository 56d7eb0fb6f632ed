export interface Recipe {
  readonly title: string;
  readonly tags: readonly string[];
}

export function recipesByTag(
  recipes: readonly Recipe[],
): Readonly<Record<string, readonly string[]>> {
  const index: Record<string, string[]> = {};
  for (const { title, tags } of recipes) {
    for (const tag of new Set(tags.map((each) => each.toLowerCase()))) {
      (index[tag] ??= []).push(title);
    }
  }
  for (const titles of Object.values(index)) titles.sort();
  return index;
}
