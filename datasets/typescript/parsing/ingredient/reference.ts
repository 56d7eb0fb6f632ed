export interface Ingredient {
  readonly amount: number | undefined;
  readonly unit: string | undefined;
  readonly item: string;
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ["g", "g"],
  ["ml", "ml"],
  ["cup", "cup"],
  ["cups", "cup"],
  ["tbsp", "tbsp"],
]);

export function readIngredient(line: string): Ingredient {
  const words = line.split(/\s+/).filter((word) => word !== "");
  let amount: number | undefined;
  if (/^\d+$/.test(words[0] ?? "")) amount = Number(words.shift());
  const fraction = readFraction(words[0] ?? "");
  if (fraction !== undefined) {
    amount = (amount ?? 0) + fraction;
    words.shift();
  }
  const unit = amount === undefined ? undefined : UNITS.get(words[0] ?? "");
  if (unit !== undefined) words.shift();
  return { amount, unit, item: words.join(" ") };
}

function readFraction(word: string): number | undefined {
  const [, top, bottom] = /^(\d+)\/(\d+)$/.exec(word) ?? [];
  return top === undefined || Number(bottom) === 0 ? undefined : Number(top) / Number(bottom);
}
