/** What a snippet of one's own declares: a helper function, a struct, an enum, a database. */

import {
  also,
  attribute,
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

/** A type and, after a blank, whether there may be none. */
const typeThenOptional = (role: "type" | "member-type"): Part =>
  sequence(attribute("type", string(role, "type")), perhaps(blank(), word("optional")));

/** The result of a function or of a query in SQL. */
export const returnsAt = (level: number): Part =>
  sequence(
    line(level),
    word("returns"),
    blank(),
    choice(
      typeThenOptional("type"),
      sequence(word("collection"), blank(), attribute("of", string("type", "type"))),
      sequence(
        word("union"),
        sequence(line(level + 1), typeThenOptional("member-type")),
        many(sequence(line(level + 1), typeThenOptional("member-type")), { least: 1, most: 8 }),
        row(level + 1, word("end")),
      ),
    ),
  );

const field = (level: number): Part =>
  sequence(
    row(
      level,
      word("field"),
      attribute("name", string("name")),
      attribute("type", string("type", "type")),
    ),
    perhaps(blank(), word("auto")),
    perhaps(blank(), word("unique")),
    choice(NOTHING, also(word("primary"))),
    choice(NOTHING, also(word("nullable"))),
    perhaps(blank(), word("primary_key"), word("="), word("true")),
    perhaps(blank(), word("optional")),
  );

const fieldsOf = (level: number, least: 0 | 1): Part => many(field(level), { least, most: 32 });

const section = (keyword: string, ...parts: readonly Part[]): Part =>
  sequence(line(0), word(keyword), ...parts, row(0, word("end")));

export interface OwnSnippets {
  readonly module: string;
  /** The function's own id, which no other snippet has. */
  readonly functionId: string;
  /** Databases that the answer must define. */
  readonly databaseIds: readonly string[];
  /** Effects that a helper may have: the function's own. */
  readonly effects: readonly string[];
  readonly dialects: readonly string[];
}

/** A snippet of one's own from its id on, up to its last section. */
export function ownSnippet({ databaseIds, effects, dialects }: OwnSnippets): Part {
  return choice(
    sequence(string("snippet-id", "function-id"), kindOf("fn"), helper(effects)),
    sequence(
      string("snippet-id", "type-id"),
      sequence(blank(), word("kind"), word("=")),
      choice(structBody, enumBody),
    ),
    ...(databaseIds.length === 0
      ? []
      : [
          sequence(
            string("snippet-id", "name", databaseIds),
            kindOf("database"),
            database(dialects),
          ),
        ]),
  );
}

const kindOf = (kind: string): Part =>
  sequence(blank(), attribute("kind", string("kind", "name", [kind])));

const helper = (effects: readonly string[]): Part =>
  sequence(
    effects.length === 0
      ? NOTHING
      : perhaps(
          section(
            "effects",
            many(row(1, word("effect"), name("fixed", effects)), {
              least: 1,
              most: effects.length,
            }),
          ),
        ),
    section(
      "signature",
      row(1, word("fn"), attribute("name", string("own-name"))),
      many(
        row(
          2,
          word("param"),
          attribute("name", string("own-parameter")),
          attribute("type", string("type", "type")),
        ),
        { most: 12 },
      ),
      perhaps(returnsAt(2)),
      row(1, word("end")),
    ),
    section("body", event("open-body"), rule("steps", 1), event("close")),
  );

const structBody: Part = sequence(
  string("kind", "name", ["struct"]),
  section(
    "signature",
    row(1, word("struct"), attribute("name", string("own-name", "upper-name"))),
    fieldsOf(2, 1),
    row(1, word("end")),
  ),
);

const enumBody: Part = sequence(
  string("kind", "name", ["enum"]),
  section(
    "signature",
    row(1, word("enum"), attribute("name", string("own-name", "upper-name"))),
    many(
      sequence(
        row(2, word("variant"), attribute("name", string("name", "upper-name"))),
        fieldsOf(3, 0),
        row(2, word("end")),
      ),
      { least: 1, most: 24 },
    ),
    row(1, word("end")),
  ),
);

const database = (dialects: readonly string[]): Part =>
  sequence(
    section(
      "metadata",
      row(1, attribute("type", string("fixed", "text", ["database"]))),
      row(1, attribute("dialect", string("fixed", "text", dialects))),
      row(1, attribute("connection", string("text", "text"))),
    ),
    section(
      "schema",
      many(
        sequence(
          row(1, word("table"), attribute("name", string("name"))),
          fieldsOf(2, 1),
          row(1, word("end")),
        ),
        { least: 1, most: 12 },
      ),
    ),
  );
