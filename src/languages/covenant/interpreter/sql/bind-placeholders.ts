import { databaseError } from "../raised.ts";
import type { Value } from "../values/value.ts";
import { type Piece, piece } from "./pieces.ts";

/** A statement with SQLite's numbered placeholders, and the values for them in that order. */
export interface BoundSql {
  readonly pieces: readonly Piece[];
  readonly values: readonly Value[];
}

/** Replaces placeholders by numbers: named ones by name, `?` one after another. Values are never spliced in. */
export function bindPlaceholders(
  pieces: readonly Piece[],
  params: ReadonlyMap<string, Value>,
): BoundSql {
  const values: Value[] = [];
  const numbers = new Map<string, number>();
  const inOrder = [...params.values()];
  let position = 0;

  function numberOf({ text }: Piece): number {
    if (text === "?") {
      const value = inOrder[position];
      if (value === undefined)
        throw databaseError(`Cannot run SQL: placeholder ${position + 1} has no parameter`);
      position += 1;
      return values.push(value);
    }
    const name = text.slice(1);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const value = params.get(name);
    if (value === undefined)
      throw databaseError(`Cannot run SQL: placeholder "${text}" has no parameter`);
    const number = values.push(value);
    numbers.set(name, number);
    return number;
  }

  const bound = pieces.map((found) => {
    if (found.kind !== "placeholder") return refuseForeign(found);
    return piece("placeholder", `?${numberOf(found)}`);
  });
  return { pieces: bound, values };
}

/** SQLite would take these for placeholders of its own, and bind nothing to them. */
function refuseForeign(found: Piece): Piece {
  if (found.kind === "mark" && ["?", "@", "$", ":"].includes(found.text))
    throw databaseError(`Cannot run SQL: "${found.text}" is no placeholder of this dialect`);
  return found;
}
