import { finding } from "../finding.ts";
import { COMPARISONS } from "../tables/kinds.ts";
import {
  advance,
  at,
  type Cursor,
  current,
  describeToken,
  expectText,
  expectWord,
  inBlock,
  rangeFrom,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import { expectAttribute, expectEnd, stopWithoutAttribute } from "./expect.ts";
import { CONDITION } from "./operand-places.ts";
import { parseOperand } from "./parse-operand.ts";
import type { Condition } from "./step-ast.ts";
import type { Name } from "./terms.ts";

/** One condition of a `where`, with those inside it. */
export function parseCondition(cursor: Cursor): Condition {
  const token = current(cursor);
  const comparison = COMPARISONS.find((known) => at(cursor, known));
  if (comparison !== undefined) {
    advance(cursor);
    if (!at(cursor, "field")) stopUnexpected(cursor, 'field="…"');
    const field = expectAttribute(cursor, comparison, "field");
    const operand = parseOperand(cursor, CONDITION);
    return { kind: "comparison", comparison, field, operand, ...rangeFrom(cursor, token) };
  }
  if (at(cursor, "and") || at(cursor, "or")) return parseGroup(cursor);
  if (at(cursor, "rel_to") || at(cursor, "rel_from")) return parseRelationCondition(cursor);
  stopAtCondition(cursor);
}

function parseGroup(cursor: Cursor): Condition {
  const keyword = advance(cursor);
  const kind = keyword.text === "and" ? "and" : "or";
  const block = { name: kind, opened: keyword };
  return inBlock(cursor, block, () => {
    const conditions = [parseCondition(cursor)];
    while (!at(cursor, "end") && current(cursor).kind !== "end-of-file")
      conditions.push(parseCondition(cursor));
    expectEnd(cursor, block);
    return { kind, conditions, ...rangeFrom(cursor, keyword) };
  });
}

function parseRelationCondition(cursor: Cursor): Condition {
  const keyword = advance(cursor);
  const kind = keyword.text === "rel_to" ? "rel_to" : "rel_from";
  const reference = expectBareAttribute(cursor, kind, kind === "rel_to" ? "target" : "source");
  const type = expectBareAttribute(cursor, kind, "type");
  return { kind, reference, type, ...rangeFrom(cursor, keyword) };
}

/** `name=word`: neither in quotes nor a keyword. */
function expectBareAttribute(cursor: Cursor, block: string, name: string): Name {
  if (!at(cursor, name)) stopWithoutAttribute(cursor, block, name);
  advance(cursor);
  expectText(cursor, "=");
  return expectWord(cursor, `a bare word for ${name}=`);
}

function stopAtCondition(cursor: Cursor): never {
  const token = current(cursor);
  if (token.error !== undefined || token.kind === "end-of-file")
    stopUnexpected(cursor, "a condition");
  const found = describeToken(token);
  const known = [...COMPARISONS, "and", "or", "rel_to", "rel_from"].join(", ");
  stop(
    cursor,
    finding("invalid_condition", token, { found }, `There is no condition ${found}`, {
      help: `Conditions: ${known}`,
    }),
  );
}
