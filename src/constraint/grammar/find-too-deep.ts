/** What would take the engine deeper than its stack reaches: it would end the process, and no error could be told. */

import type { ConstraintRefusal } from "../../domain/constraint.ts";
import type { JsonRecord, JsonValue } from "../../domain/json.ts";
import type { LarkWord } from "./lex-lark.ts";

/** Rules and terminals: the engine reads a chain of them in one breath, and 2,500 were too many for 8 MB. */
const MOST_DEFINITIONS = 1000;
/** Names, texts and regexes: the engine numbers what it makes of them with 16 bits. */
const MOST_WORDS = 20_000;
/** Brackets inside of each other; the engine's own limit is lower, and told by itself. */
const DEEPEST_BRACKETS = 200;
const DEEPEST_SCHEMA = 100;
const MOST_SCHEMA_DEFINITIONS = 400;

/** A grammar's words that go too far. */
export function findTooDeep(words: readonly LarkWord[]): readonly ConstraintRefusal[] {
  let definitions = 0;
  let depth = 0;
  let parts = 0;
  for (const { kind, text, line, column } of words) {
    const at = { reason: "over-limits", line, column } as const;
    if (kind === "block" && text.startsWith("%lark")) definitions += text.split(":").length - 1;
    if (text === ":") definitions += 1;
    if (definitions > MOST_DEFINITIONS)
      return [{ ...at, message: `there are more than ${MOST_DEFINITIONS} rules and terminals` }];
    if (kind !== "sign" && kind !== "newline") parts += 1;
    if (parts > MOST_WORDS)
      return [{ ...at, message: `there are more than ${MOST_WORDS} names, texts and regexes` }];
    if (kind !== "sign") continue;
    if (text === "(" || text === "[") depth += 1;
    if (text === ")" || text === "]") depth -= 1;
    if (depth > DEEPEST_BRACKETS)
      return [{ ...at, message: `brackets are more than ${DEEPEST_BRACKETS} deep` }];
  }
  return [];
}

/** The same for a schema. */
export function findTooDeepSchema(schema: JsonRecord): readonly ConstraintRefusal[] {
  const refuse = (message: string): readonly ConstraintRefusal[] => [
    { reason: "over-limits", message, line: undefined, column: undefined },
  ];
  let definitions = 0;
  let level: readonly JsonValue[] = [schema];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST_SCHEMA)
      return refuse(`the schema is more than ${DEEPEST_SCHEMA} levels deep`);
    const next: JsonValue[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      for (const [key, inside] of Object.entries(value)) {
        if ((key === "$defs" || key === "definitions") && typeof inside === "object")
          definitions += Object.keys(inside ?? {}).length;
        next.push(inside as JsonValue);
      }
    }
    level = next;
  }
  return definitions > MOST_SCHEMA_DEFINITIONS
    ? refuse(`the schema has more than ${MOST_SCHEMA_DEFINITIONS} definitions`)
    : [];
}
