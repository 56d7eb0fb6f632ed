import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import {
  changedLines,
  type FixRow,
  fixFirst,
  HEADER,
  inBody,
  inWhere,
  stepOf as step,
} from "./fixtures/fix-first.ts";

const VALUES: readonly FixRow[] = [
  {
    name: "quotes around a bare word",
    source: inBody(step("transaction", "isolation=serializable", 'as="_"')),
    rule: "expected_string",
    confidence: 1,
    lines: ['    isolation="serializable"'],
  },
  {
    name: "quotes around a type with a blank in it",
    source: `snippet id="m.S" kind="struct" signature struct name="S" field name="a" type=Map<String, Int> optional end end end`,
    rule: "expected_string",
    confidence: 1,
    lines: [
      'snippet id="m.S" kind="struct" signature struct name="S" field name="a" type="Map<String, Int>" optional end end end',
    ],
  },
  {
    name: "quotes around a number of metadata",
    source: 'snippet id="m.m" kind="module"\nmetadata\n  confidence=-0.95\nend\nend\n',
    rule: "invalid_metadata_value",
    confidence: 1,
    lines: ['  confidence="-0.95"'],
  },
  {
    name: "quotes around an item of a list",
    source: 'snippet id="m.m" kind="data"\ncontent\n  keywords [1]\nend\nend\n',
    rule: "invalid_content_list",
    confidence: 1,
    lines: ['  keywords ["1"]'],
  },
  {
    name: "double quotes for all single ones of a line",
    source: inBody(`  step id='s1' kind='bind'\n    lit=1\n    as="x"\n  end`),
    rule: "unexpected_token",
    confidence: 0.95,
    lines: ['  step id="s1" kind="bind"'],
  },
  {
    name: "the quote that ends a string",
    source: inBody(step("call", 'fn="m.f', 'arg name="count" from="count"', 'as="x"')),
    rule: "unexpected_token",
    confidence: 0.95,
    lines: ['    fn="m.f"'],
  },
  {
    name: "the quote before the next attribute",
    source: inBody(step("call", 'fn="m.f"', 'arg name="count from="count"', 'as="x"')),
    rule: "invalid_source",
    confidence: 0.95,
    lines: ['    arg name="count" from="count"'],
  },
  {
    name: "var= for an input",
    source: inBody(step("compute", "op=neg", 'input from="count"', 'as="x"')),
    rule: "invalid_source",
    confidence: 1,
    lines: ['    input var="count"'],
  },
  {
    name: "from= for a result",
    source: inBody(step("return", 'var="count"', 'as="_"')),
    rule: "invalid_source",
    confidence: 1,
    lines: ['    from="count"'],
  },
  {
    name: "a step that negates",
    source: inBody(step("return", "lit=-1.5", 'as="_"')),
    rule: "invalid_literal",
    confidence: 0.8,
    lines: [
      '  step id="s1_neg" kind="compute"',
      "    op=neg",
      "    input lit=1.5",
      '    as="minus_1_5"',
      "  end",
      '  step id="s1" kind="return"',
      '    from="minus_1_5"',
    ],
  },
  {
    name: "the language's word for null",
    source: inBody(step("return", "lit=null", 'as="_"')),
    rule: "invalid_literal",
    confidence: 0.95,
    lines: ["    lit=none"],
  },
  {
    name: "= between an attribute and its value",
    source: inBody(step("bind", "lit=1", 'as "x"')),
    rule: "unexpected_token",
    confidence: 1,
    lines: ['    as="x"'],
  },
  {
    name: "= for a colon",
    source: inBody(step("bind", "lit=1", 'as: "x"')),
    rule: "unexpected_token",
    confidence: 0.95,
    lines: ['    as= "x"'],
  },
  {
    name: "the name of an attribute before its =",
    source: 'snippet id="m.S" kind="struct"\nsignature\n  struct ="S"\n  end\nend\nend\n',
    rule: "missing_attribute",
    confidence: 1,
    lines: ['  struct name="S"'],
  },
];

const WORDS: readonly FixRow[] = [
  {
    name: "a kind of snippet",
    source: 'snippet id="m.f" kind="function"\nend\n',
    rule: "invalid_snippet_kind",
    confidence: 0.9,
    lines: [HEADER],
  },
  {
    name: "a kind of step",
    source: inBody(step("assign", "lit=1", 'as="x"')),
    rule: "invalid_step_kind",
    confidence: 0.9,
    lines: ['  step id="s1" kind="bind"'],
  },
  {
    name: "an operation written as a sign",
    source: inBody(step("compute", "op=<=", 'input var="count"', "input lit=1", 'as="x"')),
    rule: "invalid_operation",
    confidence: 0.9,
    lines: ["    op=less_eq"],
  },
  {
    name: "an operation in quotes",
    source: inBody(step("compute", 'op="neg"', 'input var="count"', 'as="x"')),
    rule: "invalid_operation",
    confidence: 1,
    lines: ["    op=neg"],
  },
  {
    name: "a call for a removed operation",
    source: inBody(step("compute", 'op=concat input var="label" input lit="!"', 'as="x"')),
    rule: "invalid_operation",
    confidence: 0.9,
    lines: [
      '  step id="s1" kind="call"',
      '    fn="text.concat" arg name="a" from="label" arg name="b" lit="!"',
    ],
  },
  {
    name: "not_equals for not equals",
    source: inWhere('not equals field="a" lit=1'),
    rule: "invalid_condition",
    confidence: 0.95,
    lines: ['      not_equals field="a" lit=1'],
  },
  {
    name: "two conditions for less_eq",
    source: inWhere('less_eq field="a" lit=1'),
    rule: "invalid_condition",
    confidence: 0.8,
    lines: [
      "      or",
      '        less field="a" lit=1',
      '        equals field="a" lit=1',
      "      end",
    ],
  },
  {
    name: "wildcard for default",
    source: inBody(step("match", 'on="count"', "case default", "end", 'as="_"')),
    rule: "invalid_pattern",
    confidence: 0.9,
    lines: ["    case wildcard"],
  },
  {
    name: "variant before a case's type",
    source: inBody(step("match", 'on="count"', 'case type="Int"', "end", 'as="_"')),
    rule: "invalid_pattern",
    confidence: 0.95,
    lines: ['    case variant type="Int"'],
  },
  {
    name: "the binding that later steps use",
    source: inBody(
      `${step("compute", "op=neg", 'input var="count"')}\n  step id="s2" kind="return"\n    from="less"\n    as="_"\n  end`,
    ),
    rule: "missing_attribute",
    confidence: 0.95,
    lines: ['    as="less"'],
  },
  {
    name: "no binding where nothing uses it",
    source: inBody(step("compute", "op=neg", 'input var="count"')),
    rule: "missing_attribute",
    confidence: 0.7,
    lines: ['    as="_"'],
  },
  {
    name: "the head of a step",
    source: inBody(
      `${step("bind", "lit=1", 'as="x"')}\n    condition="x"\n    then\n    end\n    as="_"\n  end`,
    ),
    rule: "unexpected_token",
    confidence: 0.8,
    lines: ['  step id="s2" kind="if"'],
  },
  {
    name: "then",
    source: inBody(
      step("if", 'condition="c"', 'step id="s2" kind="bind" lit=1 as="x" end', "end", 'as="_"'),
    ),
    rule: "unexpected_token",
    confidence: 1,
    lines: ["    then"],
  },
  {
    name: "a parameter's type that is optional",
    source: `${HEADER} signature fn name="f" param name="a" type="Int" optional end end end`,
    rule: "unexpected_token",
    confidence: 0.8,
    lines: [`${HEADER} signature fn name="f" param name="a" type="Optional<Int>" end end end`],
  },
  {
    name: "set before a column",
    source: inBody(step("insert", 'into="db.t"', 'field="a" lit=1', 'as="_"')),
    rule: "unexpected_token",
    confidence: 0.95,
    lines: ['    set field="a" lit=1'],
  },
  {
    name: "nothing of a word that is written twice",
    source: inBody(step("bind", "lit=1", 'as as="x"')),
    rule: "unexpected_token",
    confidence: 1,
    lines: ['    as="x"'],
  },
  {
    name: "nothing of a line that is written twice",
    source: inBody(step("compute", "op=neg", "op=neg", 'input var="count"', 'as="x"')),
    rule: "unexpected_token",
    confidence: 1,
    lines: [],
  },
  {
    name: "nothing of code fences",
    source: `\n\`\`\`covenant\nsnippet id="m.m" kind="module"\nend\n\`\`\`\n`,
    rule: "not_a_snippet",
    confidence: 1,
    lines: ['snippet id="m.m" kind="module"', "end"],
  },
  {
    name: "nothing of prose around code fences",
    source: `Here:\n\`\`\`\nsnippet id="m.m" kind="module"\nend\n\`\`\`\nDone.\n`,
    rule: "not_a_snippet",
    confidence: 0.9,
    lines: ['snippet id="m.m" kind="module"', "end"],
  },
  {
    name: "a comment of the language",
    source: `/* one\n   two */\nsnippet id="m.m" kind="module"\nend\n`,
    rule: "not_a_snippet",
    confidence: 0.95,
    lines: ["// one", "// two"],
  },
];

describe("suggestFixes() of values and words", () => {
  test.each([...VALUES, ...WORDS])("proposes $name", ({ source, rule, confidence, lines }) => {
    const found = fixFirst(source);

    expect(found.rule).toBe(rule);
    expect(changedLines(source, found.text)).toEqual(lines);
    expect(found.fixes[0]?.confidence).toBe(confidence);
  });

  test("proposes what can be read, but for second errors of the same kind", () => {
    const stillBroken = [...VALUES, ...WORDS]
      .filter(({ source }) => parse(fixFirst(source).text).findings.length > 0)
      .map(({ name }) => name);

    expect(stillBroken).toEqual([]);
  });

  test.each([
    ["a value that is missing", inBody(step("bind", "lit=1", "as="))],
    ["a value whose place the next attribute has taken", 'snippet id= kind="module"\nend\n'],
    [
      "a pattern that the language does not have",
      inBody(step("match", 'on="count"', "case literal=1", "end", 'as="_"')),
    ],
    ["a text of another language", "module m { }\n"],
  ])("proposes nothing for %s", (_name, source) => {
    expect(fixFirst(source).fixes).toEqual([]);
  });
});
