/** Steps by the language's reference; `agreement.test.ts` has the large programs. */

import { describe, expect, test } from "vitest";
import { factsOf, fn, group, judge, snippet, step, whole } from "./fixtures/facts.ts";

const data = (content: string): string => snippet("data", content);
const of =
  (kind: string) =>
  (content: string): string =>
    fn('param name="x" type="Int"', step(kind, content));
const query = (content: string): string => of("query")(`target="t" select all from="u" ${content}`);
const where = (condition: string): string => query(`where ${condition} end`);
const sql = (content: string): string => of("query")(`dialect="x" target="t" ${content}`);
const traverse = (content: string): string => of("traverse")(`target="t" from="x" ${content}`);
const steps = (content: string): string => fn('param name="x" type="Int"', content);
const inner = step("bind", "lit=1", "z");
const broken = step("bind", 'from="nowhere"', "z");

const STEPS = [
  group(
    "2 step: as is required, mut stands before it, handle after it",
    steps,
    [
      "",
      'step id="s" kind="bind" lit=1 mut as="a" end',
      'step id="s" kind="call" fn="f" as="a" handle end end',
      `step id="s" kind="call" fn="f" as="a" handle case type="E" ${broken} end end end`,
    ],
    [
      ['step id="s" kind="bind" lit=1\nend', "missing_attribute", 5],
      ['step id="s" kind="bind" mut lit=1 as="a" end', "attribute_order", 4],
      ['step id="s" kind="bind" lit=1 as="a"\nmut end', "unexpected_token", 5],
      ['step kind="bind" id="s" lit=1 as="a" end', "attribute_order", 4],
      ['step id="s" kind="call" fn="f"\nhandle end as="a" end', "attribute_order", 5],
      ['step id="s" kind="bind" lit=1 as="a"\nhandle end end', "missing_end", 5],
      ['step id="s" kind="while"\n\nlit=1 as="a" end', "invalid_step_kind", 6],
    ],
  ),
  group(
    "2 and 2.1 compute: any number of inputs; the place of an unknown word is the token after",
    of("compute"),
    ["op=add", "op=neg input lit=1 input lit=2", 'op=neg input field="a" of="x"'],
    [
      ['op="add"', "invalid_operation", 4],
      ["op=concat\ninput lit=1", "invalid_operation", 5],
      ["op=contains\ninput lit=1", "invalid_operation", 4],
      ["input lit=1", "unexpected_token", 4],
    ],
  ),
  group(
    "2.2 input takes var, lit, field",
    (source) => of("compute")(`op=neg input ${source}`),
    ['var="x"', "lit=1", 'field="a" of="x"'],
    [
      ['from="x"', "invalid_source", 4],
      ['fn="x"', "invalid_source", 4],
      ['field="a"\n', "unexpected_token", 5],
    ],
  ),
  group(
    "2.2 arg takes from, lit, field, fn",
    (source) => of("call")(`fn="f" arg name="a" ${source}`),
    ['from="x"', "lit=1", 'field="a" of="x"', 'fn="any text"'],
    [
      ['var="x"', "invalid_source", 4],
      ["struct=[x]", "invalid_source", 4],
    ],
  ),
  group(
    "2.2 bind takes from, var, lit, field",
    of("bind"),
    ['from="x"', 'var="x"', "lit=1", 'field="a" of="x"'],
    [
      ['fn="x"', "invalid_source", 4],
      ["struct=[x]", "invalid_source", 4],
    ],
  ),
  group(
    "2.2 return takes from, lit, struct, variant",
    of("return"),
    ['from="x"', "lit=1", 'struct type="A" end', 'variant type="E::A" end'],
    [
      ['var="x"', "invalid_source", 4],
      ['field="a" of="x"', "invalid_source", 4],
      ['struct type="A" field name="a" lit=1\n', "missing_end", 5],
    ],
  ),
  group(
    "2.2 a field takes from, var, lit, field, struct",
    (source) => of("construct")(`type="A" field name="a" ${source}`),
    ['from="x.y"', 'var="x"', "lit=none", 'field="a" of="x"', "struct=[a b]", "struct={a}"],
    [
      ['fn="x"', "invalid_source", 4],
      ["lit=1\nend", "missing_attribute", 5],
    ],
  ),
  group(
    "2.3 literals: no nesting",
    (literal) => of("bind")(`lit=${literal}`),
    ["true", "none", "[1, end {]", '{"k": [1]}', "[]"],
    [
      ["[[1], 2]", "unexpected_token", 4],
      ["word", "invalid_literal", 4],
      ["index", "invalid_literal", 4],
    ],
  ),
  group(
    "2 if: any identifier for then, one else",
    (content) => fn('param name="c" type="Bool"', step("if", content)),
    ['condition="c" then end', 'condition="c" whatever end else end'],
    [
      ['condition="c"\nmatch end', "unexpected_token", 5],
      ["condition=true then end", "expected_string", 4],
      ['condition="c" then end else end\nelse end', "unexpected_token", 5],
    ],
  ),
  group(
    "2 match: variants and wildcards",
    (content) => of("match")(`on="x" ${content}`),
    [
      "",
      'case variant type="A" bindings=("a", "b") end case variant type="B" bindings=() end',
      "case wildcard end",
    ],
    [
      ['case variant type="A" bindings=(a) end', "expected_string", 4],
      ['case variant type="A" bindings=("a",) end', "expected_string", 4],
      ["case\nlit=1 end", "invalid_pattern", 5],
      ['case wildcard\nbindings=("a") end', "unexpected_token", 5],
    ],
  ),
  group(
    "2 for: var, then in",
    of("for"),
    ['var="v" in="x"'],
    [
      ['in="x" var="v"', "attribute_order", 4],
      ['var="v"\nfrom="x"', "unexpected_token", 5],
    ],
  ),
  group(
    "2 query: its parts in their order",
    query,
    ["", 'where equals field="a" lit=1 end order by="a" limit=3'],
    [
      ['limit=3\norder by="a"', "unexpected_token", 5],
      ['order by="a"\nwhere equals field="a" lit=1 end', "unexpected_token", 5],
      ['\nfield="a"', "unexpected_token", 5],
      ["limit=1\noffset=3", "unexpected_token", 5],
    ],
  ),
  group(
    "2 order: dir= asc, desc or a text",
    (direction) => query(`order by="a" ${direction}`),
    ["dir=asc", 'dir="sideways"', "asc", "desc"],
    [
      ["dir=up", "unexpected_token", 4],
      ["dir\n", "unexpected_token", 5],
    ],
  ),
  group(
    "2.5 limit: any one token",
    (limit) => query(`limit=${limit}`),
    ['"x"', "true", "1.5", "word", "="],
    [["-\n1", "unexpected_token", 5]],
  ),
  group(
    "2 where: exactly one condition",
    where,
    [
      'matches field="a" var="b"',
      'and equals field="a" lit=1 or less field="b" from="c" end end',
      "rel_to target=a type=b",
      "rel_from source=a type=b",
    ],
    [
      ["\n", "invalid_condition", 5],
      ["and\nend", "invalid_condition", 5],
      ['equals field="a" lit=1\nequals field="b" lit=2', "unexpected_token", 5],
      ['less_eq field="a" lit=1', "invalid_condition", 4],
      ['not equals field="a" lit=1 end', "invalid_condition", 4],
      ['equals field="a" fn="x"', "invalid_source", 4],
      ['rel_to target="a" type=b', "unexpected_token", 4],
      ["rel_to target=a type=contains", "unexpected_token", 4],
    ],
  ),
  group(
    "2 insert, update, delete",
    whole,
    [
      of("insert")('into="t" set field="a" lit=1 set field="b" op=end var="q"'),
      of("update")('target="t" where equals field="a" lit=1 end'),
      of("delete")('from="t"'),
    ],
    [
      [of("insert")('into="t"\nwhere equals field="a" lit=1 end'), "unexpected_token", 5],
      [of("update")('target="t" set field="a" lit=1\nop=add'), "unexpected_token", 5],
      [of("delete")('target="t"'), "unexpected_token", 4],
    ],
  ),
  group(
    "2.4 SQL: every body needs its end",
    sql,
    [
      "body end",
      'body a end params param name="a" from="nowhere" end returns union type="A" end',
      "body a body b end c end",
      "body CASE a END BODY end",
      'body " end " end',
    ],
    [
      ["\nselect all", "unexpected_token", 5],
      ['body a end returns type="A"\nparams end', "unexpected_token", 5],
      ['body a end params param name="a"\nlit=1 end', "invalid_source", 5],
      ["body case a end\nfrom\nb end", "sql_body_closed_early", 6],
    ],
  ),
  group(
    "2 traverse: follow or relation, then depth, then direction",
    traverse,
    [
      "follow type=contains",
      "follow type=end depth=unbounded",
      'relation="x" depth=3 direction="in"',
      'follow type="x" depth="y" direction=both',
    ],
    [
      ["bind\nfollow type=x", "missing_attribute", 4],
      ["follow type=a depth=none", "unexpected_token", 4],
      ["follow type=a depth=1.5", "unexpected_token", 4],
      ["follow type=a direction=in", "unexpected_token", 4],
      ["follow type=a direction=out\ndepth\n=1", "unexpected_token", 6],
    ],
  ),
  group(
    "2 transaction",
    of("transaction"),
    ["", `isolation="whatever" ${inner}`],
    [["isolation=serializable", "expected_string", 4]],
  ),
  group(
    "2 parallel: on_error, then timeout",
    of("parallel"),
    ["", 'on_error="x" timeout="y" branch id="a" end branch id="a" end'],
    [
      ['timeout="y" on_error\n="x"', "unexpected_token", 5],
      ['on_timeout\n="y"', "unexpected_token", 5],
      ["timeout=5", "expected_string", 4],
    ],
  ),
  group(
    "2 race: timeout, then on_timeout",
    of("race"),
    ['timeout="y" on_timeout="x"'],
    [
      ['on_timeout="x" timeout\n="y"', "unexpected_token", 5],
      ['on_error\n="x"', "unexpected_token", 5],
    ],
  ),
  group(
    "2.6 what hangs or crashes the reference is refused",
    whole,
    [],
    [
      [data('note """ a'), "unclosed_triple_string", 2],
      [data("content a [1] end"), "invalid_content_list", 2],
      [fn('param name="a" type="List<"', ""), "malformed_type"],
      [fn('returns type="Set<é"', ""), "malformed_type"],
    ],
  ),
  group(
    "2.9 other first tokens begin an older language",
    whole,
    [],
    [["let x = 1", "not_a_snippet", 1]],
  ),
  group(
    "5 the end of the file stands on its last line",
    whole,
    [],
    [
      ['snippet id="a" kind="data"\n', "unclosed_block", 1],
      ['snippet id="a" kind="data"\nmetadata', "unclosed_block", 2],
      ['snippet id="a" kind="data"\n\n\n', "unclosed_block", 3],
      [`${data("")}end\n`, "extra_end", 4],
    ],
  ),
];

describe("analyze() in compat, on steps", () => {
  test.for(factsOf(STEPS))("$cites: $text", ({ source, rule, line }) => {
    const judged = judge(source);

    expect(judged).toEqual({ rule, line: line ?? judged.line });
  });
});
