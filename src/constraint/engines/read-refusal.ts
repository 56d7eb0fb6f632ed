/** What llguidance says of a constraint it does not take, with the reason sorted out of its words. */

import type { Constraint, ConstraintRefusal, RefusalReason } from "../../domain/constraint.ts";

/** `at 3(14): …` and `3(14): …` of Lark, `… at line 1 column 12` of JSON. */
const PLACES = [/^(?:at )?(\d+)\((\d+)\): /, / at line (\d+) column (\d+)/];

const REASONS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/fuel|too deeply|too (large|big|many|complex)|limit|exceed/i, "over-limits"],
  [/unsatisfiable|no ?extension|empty (language|lexeme)/i, "cannot-finish"],
  [
    /unimplemented|not supported|unsupported|not implemented|no longer supported|without '\w+' feature/i,
    "not-enforceable",
  ],
];

/** What an engine says against a constraint, in our words, with the place where it tells one. */
export function readRefusal(words: string, { kind }: Constraint): ConstraintRefusal {
  const message = words
    .replace(/^(?:Error: )?Failed to compute mask: /, "")
    .replace(/\n<state>[\s\S]*$/, "");
  const place = PLACES.map((pattern) => pattern.exec(message)).find((match) => match !== null);
  const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? "unreadable";
  // A regex is put into a grammar of one line, and a schema is written anew: only a syntax error has their own place.
  const hasPlace = place !== undefined && kind === "grammar";
  return {
    reason,
    message: message.startsWith("NoExtension") ? NOTHING_BEGINS : clean(message),
    line: hasPlace ? Number(place[1]) : undefined,
    column: hasPlace ? Number(place[2]) : undefined,
  };
}

/** Said of a grammar that this vocabulary cannot write. */
export const NOTHING_BEGINS = "no token of this vocabulary can begin a text";

/** The first sentence, without the place, which is told apart, and without the drawing of it. */
const clean = (message: string): string =>
  message
    .replace(/^(?:at )?\d+\(\d+\): /, "")
    .replace(/\n {1,4}\d+ \|[\s\S]*$/, "")
    .replace(/\s*\n\s*/g, " ")
    .trim();
