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

const BLOCKS: readonly FixRow[] = [
  {
    name: "an end before the next variant",
    source: `snippet id="m.E" kind="enum"\nsignature\n  enum name="E"\n    variant name="A"\n    variant name="B"\n    end\n  end\nend\nend\n`,
    rule: "missing_end",
    confidence: 1,
    lines: ["    end"],
  },
  {
    name: "an end where the indentation shows that it is missing",
    source: `${HEADER}\nsignature\n  fn name="f"\n    param name="a" type="Int"\nend\nbody\nend\nend\n`,
    rule: "missing_end",
    confidence: 1,
    lines: ["  end"],
  },
  {
    name: "an end in a text of one line",
    source: `${HEADER} signature fn name="f" end body end end`,
    rule: "missing_end",
    confidence: 1,
    lines: [`${HEADER} signature fn name="f" end end body end end`],
  },
  {
    name: "an end of SQL that has swallowed what follows",
    source: inBody(
      step(
        "query",
        'dialect="x"',
        'target="db"',
        "body",
        "  SELECT 1",
        'returns type="Int"',
        'as="q"',
      ),
    ),
    rule: "missing_attribute",
    confidence: 1,
    lines: ["    end"],
  },
  {
    name: "no certain end before a section that is there already",
    source: `${HEADER}\neffects\nend\nsignature\n  fn name="f"\n  end\neffects\nend\nend\n`,
    rule: "missing_end",
    confidence: 0.8,
    lines: ["end"],
  },
  {
    name: "no certain end where a group is opened twice",
    source: inWhere("and", "and", '  equals field="a" lit=1', "end"),
    rule: "missing_end",
    confidence: 0.8,
    lines: ["    end"],
  },
  {
    name: "the end of a file that lacks one",
    source: `${HEADER}\nbody\nend\n`,
    rule: "unclosed_block",
    confidence: 1,
    lines: ["end"],
  },
  {
    name: "the ends of a file that is cut off",
    source: `${HEADER}\nbody\n  step id="s1" kind="bind"\n    lit=1\n    as="x"\n`,
    rule: "unclosed_block",
    confidence: 0.9,
    lines: ["  end", "end", "end"],
  },
  {
    name: "an end before the next snippet",
    source: `${HEADER}\nbody\nend\n\nsnippet id="m.g" kind="module"\nend\n`,
    rule: "unexpected_section",
    confidence: 1,
    lines: ["end"],
  },
  {
    name: "an end too much at the end of the file",
    source: `${HEADER}\nbody\nend\nend\nend\n`,
    rule: "extra_end",
    confidence: 1,
    lines: [],
  },
  {
    name: "an end too much after a step",
    source: inBody(`${step("bind", "lit=1", 'as="x"')}\n  end\n${step("bind", "lit=2", 'as="y"')}`),
    rule: "unexpected_section",
    confidence: 1,
    lines: [],
  },
  {
    name: "an end too much before a step's binding",
    source: inBody(step("if", 'condition="c"', "then", "end", "end", 'as="_"')),
    rule: "missing_attribute",
    confidence: 1,
    lines: [],
  },
  {
    name: "the keyword of a section",
    source: `${HEADER}\n\n  fn name="f"\n  end\nend\nend\n`,
    rule: "unexpected_section",
    confidence: 1,
    lines: ["signature"],
  },
  {
    name: "a section's keyword that is misspelled",
    source: `${HEADER}\neffect_s\nend\nend\n`,
    rule: "unexpected_section",
    confidence: 0.9,
    lines: ["effects"],
  },
  {
    name: "the end of metadata",
    source: `${HEADER}\nmetadata\n  author="x"\n\nschema\nend\nend\n`,
    rule: "unexpected_token",
    confidence: 1,
    lines: ["end"],
  },
  {
    name: "an end of SQL in upper case",
    source: inBody(
      step(
        "query",
        'dialect="x"',
        'target="db"',
        "body",
        "  SELECT case when a then b end FROM t",
        "end",
        'returns type="Int"',
        'as="q"',
      ),
    ),
    rule: "sql_body_closed_early",
    confidence: 0.95,
    lines: ["      SELECT case when a then b END FROM t"],
  },
];

const ORDER: readonly FixRow[] = [
  {
    name: "the id before the kind",
    source: 'snippet kind="module" id="m.f"\nend\n',
    rule: "attribute_order",
    confidence: 1,
    lines: ['snippet id="m.f" kind="module"'],
  },
  {
    name: "mut behind the value",
    source: inBody(step("bind", "mut", "lit=0", 'as="x"')),
    rule: "attribute_order",
    confidence: 1,
    lines: ["    lit=0", "    mut"],
  },
  {
    name: "a binding before its handle",
    source: inBody(step("call", 'fn="m.f"', "handle", "end", 'as="x"')),
    rule: "attribute_order",
    confidence: 1,
    lines: ['    as="x"', "    handle", "    end"],
  },
  {
    name: "a binding behind the other attributes",
    source: inBody(step("compute", "op=neg", 'as="x"', 'input var="count"')),
    rule: "unexpected_token",
    confidence: 1,
    lines: ['    input var="count"', '    as="x"'],
  },
  {
    name: "an operation before its only input",
    source: inBody(step("compute", 'input var="count"', "op=neg", 'as="x"')),
    rule: "unexpected_token",
    confidence: 1,
    lines: ["    op=neg", '    input var="count"'],
  },
  {
    name: "an operation before inputs whose order may be lost",
    source: inBody(step("compute", "input lit=2", 'input var="count"', "op=sub", 'as="x"')),
    rule: "unexpected_token",
    confidence: 0.8,
    lines: ["    op=sub", "    input lit=2", '    input var="count"'],
  },
  {
    name: "a flag behind the type",
    source: `snippet id="m.d" kind="database"\nschema\n  field name="a" type="Int" primary_key=true unique\nend\nend\n`,
    rule: "field_flag_order",
    confidence: 1,
    lines: ['  field name="a" type="Int" unique primary_key=true'],
  },
  {
    name: "a section before the ones that come after it, with its comment",
    source: `snippet id="m.m" kind="module"\n\nbody\nend\n\n// why\neffects\nend\n\nend\n`,
    rule: "section_order",
    confidence: 1,
    lines: ["// why", "effects", "end", "", "body"],
  },
  {
    name: "nothing of a section that stands there twice",
    source: `snippet id="m.m" kind="module"\neffects\n  effect fs\nend\neffects\n  effect fs\nend\nend\n`,
    rule: "duplicate_section",
    confidence: 1,
    lines: [],
  },
];

describe("suggestFixes() of blocks and their order", () => {
  test.each([...BLOCKS, ...ORDER])("proposes $name", ({ source, rule, confidence, lines }) => {
    const found = fixFirst(source);

    expect(found.rule).toBe(rule);
    expect(changedLines(source, found.text)).toEqual(lines);
    expect(found.fixes[0]?.confidence).toBe(confidence);
  });

  test("proposes what can be read, but for second errors of the same kind", () => {
    const stillBroken = [...BLOCKS, ...ORDER]
      .filter(({ source }) => parse(fixFirst(source).text).findings.length > 0)
      .map(({ name }) => name);

    expect(stillBroken).toEqual([]);
  });
});
