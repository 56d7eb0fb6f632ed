/** Steps, kind by kind, in canonical layout. Each attribute stands where the parser wants it. */

import { COMPARISONS, ON_ERROR_VALUES, type StepKind } from "../../tables/kinds.ts";
import { OPERATIONS } from "../../tables/operations.ts";
import {
  also,
  attribute,
  type BlockKind,
  blank,
  choice,
  event,
  line,
  many,
  NOTHING,
  name,
  type Part,
  perhaps,
  row,
  rule,
  sequence,
  string,
  word,
} from "./notation.ts";
import { operand, PLACES } from "./operand-rules.ts";
import { returnsAt } from "./signature-rules.ts";

/** A step in a block; the rule stands at the level of its first line. */
export const stepRule = (kinds: readonly StepKind[]): Part =>
  sequence(
    event("step"),
    row(0, word("step"), attribute("id", string("step-id", "step-id"))),
    blank(),
    word("kind"),
    word("="),
    choice(...kinds.flatMap((kind) => stepOfKind(kind))),
    row(0, word("end")),
    event("step-end"),
  );

function stepOfKind(kind: StepKind): readonly Part[] {
  const payload = PAYLOADS[kind];
  if (payload === undefined) return [];
  return [
    sequence(
      string("kind", "name", [kind]),
      payload,
      event("payload-end"),
      choice(NOTHING, also(word("mut"))),
      row(1, attribute("as", string("binding"))),
      kind === "call" ? perhaps(handle) : NOTHING,
    ),
  ];
}

/** Steps between a header and an `end`. */
const block = (kind: BlockKind, level: number, ...header: readonly Part[]): Part =>
  sequence(
    ...header,
    event(`open-${kind}`),
    rule("steps", level + 1),
    event("close"),
    row(level, word("end")),
  );

const handle: Part = sequence(
  row(1, word("handle")),
  many(
    block("handled", 2, row(2, word("case"), attribute("type", string("handled-type", "case")))),
    { least: 1, most: 8 },
  ),
  row(1, word("end")),
);

const byArity = (arity: number): readonly string[] =>
  [...OPERATIONS.values()].filter((each) => each.arity === arity).map((each) => each.name);

const input: Part = sequence(blank(), word("input"), blank(), operand(PLACES.input));

const compute: Part = sequence(
  row(1, word("op")),
  word("="),
  choice(
    ...[1, 2, 3].map((arity) =>
      sequence(name("operation", byArity(arity)), ...Array.from({ length: arity }, () => input)),
    ),
  ),
);

/** `word name="…"` and a value, a line each. */
const named = (key: string, attributeName: string, part: Part, level: number, place: Part): Part =>
  many(row(level, word(key), attribute(attributeName, part), place), { most: 32 });

const fields = (level: number): Part =>
  sequence(named("field", "name", string("set-field"), level, operand(PLACES.field)));

const sets: Part = many(
  sequence(
    row(1, word("set"), attribute("field", string("column"))),
    perhaps(blank(), word("op"), word("="), name("fixed", byArity(2))),
    blank(),
    operand(PLACES.column),
  ),
  { least: 1, most: 32 },
);

const where = (level: number): Part =>
  sequence(row(level, word("where")), rule("condition", level + 1), row(level, word("end")));

/** One condition; groups hold further ones. */
export const conditionRule: Part = sequence(
  line(0),
  choice(
    sequence(
      choice(...COMPARISONS.map(word)),
      blank(),
      attribute("field", string("column", "path")),
      blank(),
      operand(PLACES.condition),
    ),
    sequence(
      choice(word("and"), word("or")),
      many(rule("condition", 1), { least: 1, most: 8 }),
      row(0, word("end")),
    ),
  ),
);

const structured: Part = sequence(
  row(1, attribute("target", string("query-target", "dotted"))),
  sequence(
    line(1),
    word("select"),
    blank(),
    choice(word("all"), attribute("field", string("column"))),
  ),
  row(1, attribute("from", string("table", "dotted"))),
  perhaps(where(1)),
  perhaps(
    row(1, word("order"), attribute("by", string("column"))),
    choice(
      sequence(blank(), attribute("dir", string("fixed", "name", ["asc", "desc"]))),
      also(choice(word("asc"), word("desc"), NOTHING)),
    ),
  ),
  perhaps(line(1), word("limit"), word("="), { kind: "number", isFloat: false }),
);

const sql: Part = sequence(
  row(1, attribute("dialect", string("dialect"))),
  row(1, attribute("target", string("query-target", "dotted"))),
  row(1, word("body")),
  { kind: "sql", level: 2 },
  row(1, word("end")),
  perhaps(
    row(1, word("params")),
    many(
      row(
        2,
        word("param"),
        attribute("name", string("parameter")),
        attribute("from", string("variable")),
      ),
      { most: 32 },
    ),
    event("params-end"),
    row(1, word("end")),
  ),
  event("params-end"),
  returnsAt(1),
);

const pattern: Part = choice(
  sequence(
    word("variant"),
    blank(),
    attribute("type", string("case-type", "case")),
    perhaps(
      blank(),
      word("bindings"),
      word("="),
      word("("),
      string("pattern-binding"),
      many(sequence(word(","), string("pattern-binding")), { most: 8 }),
      word(")"),
    ),
  ),
  word("wildcard"),
);

const branches = (least: 1 | 2): Part => {
  const branch = block("branch", 1, row(1, word("branch"), attribute("id", string("name"))));
  const more = many(branch, { least: 1, most: 8 });
  return least === 1 ? more : sequence(branch, more);
};

const PAYLOADS: Readonly<Partial<Record<StepKind, Part>>> = {
  compute,
  call: sequence(
    row(1, attribute("fn", string("callee", "dotted"))),
    named("arg", "name", string("argument"), 1, operand(PLACES.argument)),
  ),
  bind: row(1, operand(PLACES.bind)),
  return: choice(
    row(1, operand(PLACES.returned)),
    sequence(
      row(1, word("struct"), attribute("type", string("returned-struct", "type-name"))),
      fields(2),
      row(1, word("end")),
    ),
    sequence(
      row(1, word("variant"), attribute("type", string("returned-variant", "case"))),
      fields(2),
      row(1, word("end")),
    ),
  ),
  construct: sequence(row(1, attribute("type", string("built-type", "case"))), fields(1)),
  if: sequence(
    row(1, attribute("condition", string("condition", "path"))),
    block("then", 1, row(1, word("then"))),
    perhaps(block("else", 1, row(1, word("else")))),
  ),
  match: sequence(
    row(1, attribute("on", string("matched"))),
    many(block("case", 1, line(1), word("case"), blank(), pattern), { least: 1, most: 16 }),
    event("cases-end"),
  ),
  for: sequence(
    row(1, attribute("var", string("loop-variable")), attribute("in", string("loop-list"))),
    event("open-for"),
    rule("steps", 1),
    event("close"),
  ),
  query: choice(structured, sql),
  insert: sequence(row(1, attribute("into", string("whole-table", "dotted"))), sets),
  update: sequence(
    row(1, attribute("target", string("whole-table", "dotted"))),
    sets,
    perhaps(where(1)),
  ),
  delete: sequence(row(1, attribute("from", string("whole-table", "dotted"))), perhaps(where(1))),
  transaction: sequence(
    perhaps(row(1, attribute("isolation", string("fixed", "name", ISOLATIONS())))),
    event("open-transaction"),
    rule("steps", 1),
    event("close"),
  ),
  parallel: sequence(
    perhaps(row(1, attribute("on_error", string("fixed", "name", ON_ERROR_VALUES)))),
    branches(1),
  ),
  race: branches(2),
};

/** The levels that databases know; the reference takes any other word for the first. */
function ISOLATIONS(): readonly string[] {
  return ["read_committed", "repeatable_read", "serializable"];
}
