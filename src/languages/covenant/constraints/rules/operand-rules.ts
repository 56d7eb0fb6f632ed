/** Values: what each place takes, by the parser's own table. */

import { ARG, BIND, COLUMN, CONDITION, FIELD, INPUT, RETURN } from "../../syntax/operand-places.ts";
import type { OperandPlace } from "../../syntax/parse-operand.ts";
import { also, attribute, blank, choice, type Part, sequence, string, word } from "./notation.ts";

interface Place {
  readonly place: OperandPlace;
  /** The word that the canonical layout has for a variable. */
  readonly word: "from" | "var";
}

export const PLACES = {
  input: { place: INPUT, word: "var" },
  argument: { place: ARG, word: "from" },
  bind: { place: BIND, word: "from" },
  returned: { place: RETURN, word: "from" },
  field: { place: FIELD, word: "from" },
  column: { place: COLUMN, word: "from" },
  condition: { place: CONDITION, word: "var" },
} as const satisfies Readonly<Record<string, Place>>;

/** A value: a variable or its field, or a literal. */
export function operand({ place, word: canonical }: Place): Part {
  const takes = (source: OperandPlace["sources"][number]): boolean =>
    place.sources.includes(source);
  const other = canonical === "from" ? "var" : "from";
  const path = string("variable", place.splitsDots ? "path" : "name");
  const field = sequence(
    attribute("field", string("record-field", "path")),
    blank(),
    attribute("of", string("record")),
  );
  return choice(
    attribute(canonical, path),
    sequence(word("lit"), word("="), literal),
    ...(takes(other) ? [also(attribute(other, path))] : []),
    ...(takes("field") ? [place === INPUT ? field : also(field)] : []),
  );
}

/** A literal; lists and maps in brackets are texts to the checker, and left out. */
export const literal: Part = choice(
  { kind: "number", isFloat: true },
  string("text", "text"),
  word("true"),
  word("false"),
  word("none"),
);
