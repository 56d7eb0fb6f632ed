/** Tokens, snippets and sections by the language's reference; `agreement.test.ts` has the large programs. */

import { describe, expect, test } from "vitest";
import { factsOf, fn, group, judge, snippet, step, whole } from "./fixtures/facts.ts";

const data = (content: string): string => snippet("data", content);
const of =
  (kind: string) =>
  (content: string): string =>
    fn('param name="x" type="Int"', step(kind, content));
const sql = (content: string): string => of("query")(`dialect="x" target="t" ${content}`);

const LEXICAL = [
  group(
    "1 blanks",
    whole,
    ['snippet\f id="a"\t\r\nkind="data"\nend'],
    [['snippet \v id="a" kind="data" end', "unexpected_token", 1]],
  ),
  group(
    "1 comments are skipped everywhere, there are no others",
    data,
    ["// a", 'note // b\n"c"'],
    [
      ["/* a */", "unexpected_section", 2],
      ["\n# a", "unexpected_token", 3],
      ["(* a *)", "unexpected_section", 2],
    ],
  ),
  group("1 comments are skipped inside SQL", sql, ["body // end\nend"]),
  group(
    "1 keywords are lower case",
    whole,
    [],
    [['Snippet id="a" kind="data" end', "not_a_snippet", 1]],
  ),
  group(
    "1 numbers have no sign, no _, no hex, no exponent",
    of("bind"),
    ["lit=1", "lit=1.5", "lit=007", "lit=99999999999999999999"],
    [
      ["lit=-1", "invalid_literal", 4],
      ["lit=1_0\n", "unexpected_token", 5],
      ["lit=0x1\n", "unexpected_token", 5],
      ["lit=1e5\n", "unexpected_token", 5],
      ["lit=1.", "unexpected_token", 4],
      ["lit=.5", "invalid_literal", 4],
    ],
  ),
  group(
    "1 strings may hold raw newlines and escapes, but no backslash before a newline",
    of("bind"),
    ['lit="a\nb"', 'lit="a\\"b\\q\\\\"', 'lit="""a "b" ""c\\"""'],
    [
      ['lit="a\\\nb"', "unclosed_string", 4],
      ["lit='a'", "unexpected_token", 4],
      ["lit=é", "unexpected_token", 4],
    ],
  ),
  group("1 a triple string stands wherever a string does", whole, [
    'snippet id="""a""" kind="""data""" end',
  ]),
  group("1 odd characters are fine in SQL", sql, ["body SELECT 'a' $1 @x & é # \\ ~ end"]),
  group(
    "1 error tokens are fatal elsewhere",
    whole,
    [],
    [
      [of("bind")("lit=['a']"), "unexpected_token", 4],
      [of("query")('target="t" select all from="u" limit=é'), "unexpected_token", 4],
      [data("content é end"), "unexpected_token", 2],
    ],
  ),
  group(
    "1.1 keywords name no effect, and no part of one, but database and query",
    (name) => data(`effects effect\n${name} end`),
    ["database.x", "query", "name", "std.time.x"],
    [
      ["index", "unexpected_token", 3],
      ["a.\ntype", "unexpected_token", 4],
      ["database.query", "unexpected_token", 3],
      ["a(type=1)", "unexpected_token", 3],
    ],
  ),
  group(
    "1.1 four keywords are metadata keys",
    (key) => data(`metadata\n${key}="x" end`),
    ["type", "database", "connection", "dialect", "name", "text"],
    [
      ["index", "unexpected_token", 3],
      ["id", "unexpected_token", 3],
      ["effect", "unexpected_token", 3],
    ],
  ),
  group(
    "2 mvalue has no floats, no keywords, no negative numbers",
    (value) => data(`metadata a=\n${value} end`),
    ["true", "false", "3", "word", '"s"', '"""s"""', '["a" "b"]', '["a","b",]', "[]"],
    [
      ["none", "invalid_metadata_value", 3],
      ["module", "invalid_metadata_value", 3],
      ["1.5", "invalid_metadata_value", 3],
      ["-1", "invalid_metadata_value", 3],
      ["[1]", "invalid_content_list", 3],
    ],
  ),
  group(
    "1.3 spaces around = are allowed, another order is not",
    whole,
    ['snippet id = "a" kind\n=\n"data" end'],
    [['snippet kind="data" id="a" end', "attribute_order", 1]],
  ),
];

const SNIPPETS = [
  group("2 an empty program is none of ours to refuse", whole, ["", "// a\n"]),
  group(
    "2 kinds; the place is the token after",
    (kind) => `snippet id="a.b" kind="${kind}"\n\nend`,
    [
      "struct",
      "enum",
      "module",
      "database",
      "extern",
      "extern-abstract",
      "extern-impl",
      "test",
      "data",
    ],
    [
      ["effect", "invalid_snippet_kind", 3],
      ["type", "invalid_snippet_kind", 3],
      ["effect-kind", "invalid_snippet_kind", 3],
      ["Data", "invalid_snippet_kind", 3],
      ["", "invalid_snippet_kind", 3],
    ],
  ),
  group(
    "2 implBinding in its order, only for extern-impl",
    whole,
    [
      snippet("extern-impl", 'implements="a.b" platform="node"'),
      snippet("extern-impl", 'platform="node"'),
    ],
    [
      [snippet("extern-impl", 'platform="node"\nimplements="a.b"'), "unexpected_section", 3],
      [snippet("extern", 'implements="a.b"'), "unexpected_section", 2],
    ],
  ),
  group(
    "2 note: a plain one has no end, a triple one must; only after the header",
    data,
    ['note "a" note lang="x" "b" note """c""" end note lang="x" """d""" end'],
    [
      ['note "a" end\nmetadata end', "extra_end", 3],
      ['note """a"""\nmetadata end', "unexpected_token", 3],
      ['metadata end\nnote "a"', "unexpected_section", 3],
      ["note\nmetadata end", "expected_string", 3],
    ],
  ),
  group(
    "2 sections: any order, any number, no others",
    data,
    ["metadata end effects end metadata end requires end tests end effects end"],
    [
      ["tools end", "unexpected_section", 2],
      ["refactor end", "unexpected_section", 2],
    ],
  ),
  group(
    "2 effect: a comma is required between two parameters",
    (parameters) => data(`effects effect a${parameters} end`),
    ["", "()", "(x=1)", '(x=1, y="s",)', "(x=[1 2], y={a}, z=none)"],
    [
      ["(x=1\ny=2)", "unexpected_token", 3],
      ["(x=1,,y=2)", "unexpected_token", 2],
      ["(,x=1)", "unexpected_token", 2],
    ],
  ),
  group(
    "2 req: no = after text and priority, no status",
    (content) => data(`requires req id="r"\n${content} end end`),
    ["", 'text "a" text """b""" priority low priority high', "priority urgent"],
    [
      ['text="a"', "expected_string", 3],
      ["priority=high", "unexpected_token", 3],
      ['priority "high"', "unexpected_token", 3],
      ["priority unique", "unexpected_token", 3],
      ["status draft", "unexpected_token", 3],
    ],
  ),
  group(
    "2 types: no alias, no fn",
    (type) => snippet("module", `types\n${type} end`),
    ['struct name="A" end enum name="B" variant name="C" end end'],
    [
      ['alias name="A" type="Int"', "unexpected_token", 3],
      ['fn name="a" end', "unexpected_token", 3],
    ],
  ),
  group(
    "2 signature: exactly one",
    (content) => data(`signature\n${content}\nend`),
    ['fn name="f" end', 'struct name="S" end', 'enum name="E" end'],
    [
      ["", "unexpected_token", 4],
      ['fn name="f" end fn name="g" end', "unexpected_token", 3],
    ],
  ),
  group(
    "2 fnSig: any order, no defaults and constraints",
    (content) => data(`signature fn name="f"\n${content} end end`),
    [
      'returns type="A" generic name="T" param name="a" type="T" returns type="B" optional',
      'returns collection of="A"',
      'returns union type="A" optional type="B" end',
      "returns union end",
    ],
    [
      ['param name="a" type="Int"\noptional', "unexpected_token", 4],
      ['param name="a" type="Int"\ndefault=1', "unexpected_token", 4],
      ['param type="Int" name="a"', "attribute_order", 3],
      ['generic name="T"\nconstraint="x"', "unexpected_token", 4],
      ['returns collection of="A"\noptional', "unexpected_token", 4],
      ['returns union\ncollection of="A" end', "unexpected_token", 4],
      ['returns union type="A"\nparam name="a" type="A"', "missing_end", 4],
    ],
  ),
  group(
    "2.7 returns type has no end of its own",
    data,
    [],
    [['signature fn name="f" returns type="Int" end\nend end\nend', "extra_end", 4]],
  ),
  group(
    "2 fieldDecl: keyword flags come before word flags",
    (flags) => snippet("database", `schema field name="a" type="Int" ${flags} end`),
    [
      "nullable auto primary unique unique optional primary_key=true auto_increment=false",
      'primary_key="x" optional=1 auto_increment=end',
    ],
    [
      ["optional\nunique", "field_flag_order", 3],
      ["primary_key=true\nauto", "field_flag_order", 3],
      ["primary\n=true", "unexpected_token", 3],
      ["default=1", "unexpected_token", 2],
    ],
  ),
  group(
    "2 variantDecl: the end is required",
    (variants) => snippet("enum", `signature enum name="E" ${variants} end end`),
    ["", 'variant name="A" end variant name="B" field name="x" type="Int" optional end'],
    [['variant name="A"\nvariant name="B" end', "missing_end", 3]],
  ),
  group(
    "2 test: one covers, before the steps",
    (content) => data(`tests test id="a"\n${content} end end`),
    ['kind="weird" covers="R"', `kind="unit" ${step("call", 'fn="nothing"')}`],
    [
      ['covers="R" kind="unit"', "attribute_order", 3],
      ['kind="unit" covers=["R"]', "expected_string", 3],
      ['kind="unit"\nproperty="x"', "unexpected_token", 4],
    ],
  ),
  group(
    "2 rel: any token is a type",
    (content) => data(`relations\n${content} end`),
    ['rel to="m.f" rel from="m.f" type=contains rel to="m.f" type="x" rel to="m.f" type=end'],
    [
      ['rel type=contains to="m.f"', "attribute_order", 3],
      ["rel to=m.f", "expected_string", 3],
    ],
  ),
  group(
    "2 content: a text or pairs; other tokens are skipped",
    (content) => data(`content ${content} end`),
    ["", '"a"', 'a "b" id 1 type x c ["d", "e"] f true kind "skipped" = ] # '.replace("#", ".")],
    [
      ['"a"\nb "c"', "unexpected_token", 3],
      ["a [1]", "invalid_content_list", 2],
    ],
  ),
  group(
    "2 schema: tables and fields",
    (content) => snippet("database", `schema\n${content} end`),
    ['field name="a" type="Int" table name="t" field name="b" type="Int" end table name="u" end'],
    [['table name="t"\ntable name="u" end', "missing_end", 4]],
  ),
];

describe("analyze() in compat, on tokens, snippets and sections", () => {
  test.for(factsOf([...LEXICAL, ...SNIPPETS]))("$cites: $text", ({ source, rule, line }) => {
    const judged = judge(source);

    expect(judged).toEqual({ rule, line: line ?? judged.line });
  });
});
