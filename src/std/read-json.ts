/**
 * Parsed JSON, read piece by piece. What is not as it should be is a `SyntaxError` that names the place, e.g.
 * `parts[2].lines.end should be a whole number, it is "12"`.
 */

/** How much of a wrong value is quoted. */
const MOST_QUOTED = 60;

export function readRecord(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw wrong(place, "an object", value);
}

export function readList<T>(
  value: unknown,
  place: string,
  readItem: (item: unknown, place: string) => T,
): readonly T[] {
  if (!Array.isArray(value)) throw wrong(place, "a list", value);
  return value.map((item: unknown, at) => readItem(item, `${place}[${at}]`));
}

/** A text that is more than blanks, trimmed. */
export function readWords(value: unknown, place: string): string {
  if (typeof value !== "string") throw wrong(place, "a text", value);
  if (value.trim() === "") throw new SyntaxError(`${place} should not be empty`);
  return value.trim();
}

export function readWholeNumber(value: unknown, place: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw wrong(place, "a whole number", value);
}

export function readChoice<Choice extends string>(
  value: unknown,
  place: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw wrong(place, `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`, value);
}

function wrong(place: string, wanted: string, value: unknown): SyntaxError {
  const json = value === undefined ? "missing" : JSON.stringify(value);
  const quoted = json.length > MOST_QUOTED ? `${json.slice(0, MOST_QUOTED)}…` : json;
  return new SyntaxError(`${place} should be ${wanted}, it is ${quoted}`);
}
