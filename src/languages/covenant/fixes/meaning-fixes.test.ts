import { describe, expect, test } from "vitest";
import { finding } from "../finding.ts";
import { checkRequirements } from "../semantics/requirements.ts";
import { parse } from "../syntax/parse.ts";
import { applyEdits } from "./apply-edits.ts";
import { changedLines, type FixRow, fixFirst, inBody } from "./fixtures/fix-first.ts";
import { suggestFixes } from "./suggest-fixes.ts";

const step = (id: string, kind: string, ...lines: readonly string[]): string =>
  [`  step id="${id}" kind="${kind}"`, ...lines.map((line) => `    ${line}`), "  end"].join("\n");

const OUTSIDE = `snippet id="net.get" kind="extern"

effects
  effect network(path="/srv/a")
end

signature
  fn name="get"
    returns type="Int"
  end
end

end

`;

const COLOUR = `snippet id="m.Colour" kind="enum"
signature
  enum name="Colour"
    variant name="Crimson"
    end
    variant name="Azure"
    end
  end
end
end

`;

const call = (...sections: readonly string[]): string =>
  `${OUTSIDE}snippet id="m.f" kind="fn"\n\n${sections.join("")}signature\n  fn name="f"\n    returns type="Int"\n  end\nend\n\nbody\n${step("s1", "call", 'fn="net.get"', 'as="got"')}\n${step("s2", "return", 'from="got"', 'as="_"')}\nend\n\nend\n`;

const match = (...cases: readonly string[]): string =>
  `${COLOUR}snippet id="m.f" kind="fn"\nsignature\n  fn name="f"\n    param name="hue" type="Colour"\n  end\nend\nbody\n${step("s1", "match", 'on="hue"', ...cases, 'as="_"')}\nend\nend\n`;

const sql = (...lines: readonly string[]): string =>
  `snippet id="m.f" kind="fn"\neffects\n  effect database\nend\nsignature\n  fn name="f"\n    param name="age" type="Int"\n    returns type="Int"\n  end\nend\nbody\n${step("s1", "query", 'dialect="postgres"', 'target="db"', ...lines, 'returns type="Int"', 'as="n"')}\n${step("s2", "return", 'from="n"', 'as="_"')}\nend\nend\n`;

const ROWS: readonly FixRow[] = [
  {
    name: "the name of a variable that is a letter away",
    source: inBody(step("s1", "return", 'from="labell"', 'as="_"')),
    rule: "undefined_variable",
    confidence: 0.9,
    lines: ['    from="label"'],
  },
  {
    name: "a bound field for a dotted name where none is split",
    source: inBody(step("s1", "return", 'from="label.size"', 'as="_"')),
    rule: "undefined_variable",
    confidence: 0.9,
    lines: [
      '  step id="s1_field" kind="bind"',
      '    from="label.size"',
      '    as="label_size"',
      "  end",
      '  step id="s1" kind="return"',
      '    from="label_size"',
    ],
  },
  {
    name: "a library function that is a letter away",
    source: inBody(step("s1", "call", 'fn="text.uper"', 'arg name="s" from="label"', 'as="up"')),
    rule: "undefined_function",
    confidence: 0.9,
    lines: ['    fn="text.upper"'],
  },
  {
    name: "the only parameter that an argument can stand for",
    source: inBody(
      step("s1", "call", 'fn="text.upper"', 'arg name="value" from="label"', 'as="up"'),
    ),
    rule: "unknown_argument",
    confidence: 0.9,
    lines: ['    arg name="s" from="label"'],
  },
  {
    name: "the type that is a letter away",
    source: `${COLOUR}snippet id="m.S" kind="struct"\nsignature\n  struct name="S"\n    field name="c" type="List<Color>"\n  end\nend\nend\n`,
    rule: "undefined_type",
    confidence: 0.85,
    lines: ['    field name="c" type="List<Colour>"'],
  },
  {
    name: "a type without the mark that nothing follows",
    source: `snippet id="m.S" kind="struct"\nsignature\n  struct name="S"\n    field name="c" type="List<"\n  end\nend\nend\n`,
    rule: "malformed_type",
    confidence: 0.6,
    lines: ['    field name="c" type="List"'],
  },
  {
    name: "nothing of a union member that stands there twice",
    source: `snippet id="m.g" kind="extern"\nsignature\n  fn name="g"\n    returns union\n      type="Int"\n      type="String"\n      type="Int"\n    end\n  end\nend\nend\n`,
    rule: "duplicate_union_member",
    confidence: 1,
    lines: [],
  },
  {
    name: "a step id of its own",
    source: inBody(
      `${step("s1", "bind", "lit=1", 'as="a"')}\n${step("s1", "bind", 'from="a"', 'as="b"')}`,
    ),
    rule: "duplicate_step_id",
    confidence: 0.9,
    lines: ['  step id="s1_2" kind="bind"'],
  },
  {
    name: "a binding of its own, and in the steps behind it",
    source: inBody(
      `${step("s1", "bind", "lit=1", 'as="a"')}\n${step("s2", "bind", "lit=2", 'as="a"')}\n${step("s3", "return", 'from="a"', 'as="_"')}`,
    ),
    rule: "duplicate_binding",
    confidence: 0.8,
    lines: ['    as="a_2"', "  end", '  step id="s3" kind="return"', '    from="a_2"'],
  },
  {
    name: "the full id of what is called",
    source: call("effects\n  effect network\nend\n\n").replace('fn="net.get"', 'fn="get"'),
    rule: "short_name_call",
    confidence: 1,
    lines: ['    fn="net.get"'],
  },
  {
    name: "an effects section before the first one",
    source: call(),
    rule: "pure_calls_effectful",
    confidence: 1,
    lines: ["effects", "  effect network", "end", ""],
  },
  {
    name: "an effect where the alphabet puts it",
    source: call("effects\n  effect console\n  effect random\nend\n\n"),
    rule: "missing_effect",
    confidence: 0.9,
    lines: ["  effect network"],
  },
  {
    name: "an effect for sure where all that is declared is needed",
    source: call("effects\n  effect console\nend\n\n").replace(
      "body\n",
      `body\n${step("s0", "call", 'fn="console.info"', 'arg name="message" lit="x"', 'as="_"')}\n`,
    ),
    rule: "missing_effect",
    confidence: 1,
    lines: ["  effect network"],
  },
  {
    name: "the right letters for an effect that is declared with wrong ones",
    source: call("effects\n  effect netwrk\nend\n\n"),
    rule: "missing_effect",
    confidence: 0.9,
    lines: ["  effect network"],
  },
  {
    name: "a wider parameter",
    source: call('effects\n  effect network(path="/srv/b")\nend\n\n'),
    rule: "effect_parameter",
    confidence: 0.8,
    lines: ['  effect network(path="/srv")'],
  },
  {
    name: "no parameter where the folders have nothing in common",
    source: call('effects\n  effect network(path="/etc")\nend\n\n'),
    rule: "effect_parameter",
    confidence: 0.8,
    lines: ["  effect network"],
  },
  {
    name: "the cases that a match lacks",
    source: match('case variant type="Colour::Crimson"', "end"),
    rule: "non_exhaustive_match",
    confidence: 0.9,
    lines: ['    case variant type="Colour::Azure"', "    end"],
  },
  {
    name: "the variant that is a letter away",
    source: match('case variant type="Colour::Crimsn"', "end", "case wildcard", "end"),
    rule: "unknown_variant",
    confidence: 0.85,
    lines: ['    case variant type="Colour::Crimson"'],
  },
  {
    name: "a parameter for a placeholder",
    source: sql("body", "  SELECT count(*) FROM t WHERE age > :age", "end"),
    rule: "unmatched_placeholder",
    confidence: 0.8,
    lines: ["    params", '      param name="age" from="age"', "    end"],
  },
  {
    name: "nothing of a parameter that the SQL does not use",
    source: sql("body", "  SELECT 1", "end", "params", '  param name="age" from="age"', "end"),
    rule: "unused_param",
    confidence: 0.9,
    lines: [],
  },
  {
    name: "a number for a text that reads like one",
    source: inBody(
      step(
        "s1",
        "call",
        'fn="text.repeat"',
        'arg name="s" from="label"',
        'arg name="count" lit="3"',
        'as="r"',
      ),
    ),
    rule: "argument_type",
    confidence: 0.8,
    lines: ['    arg name="count" lit=3'],
  },
  {
    name: "an argument of the same name as a parameter",
    source: inBody(step("s1", "call", 'fn="text.repeat"', 'arg name="s" from="label"', 'as="r"')),
    rule: "missing_argument",
    confidence: 0.6,
    lines: ['    arg name="count" from="count"'],
  },
  {
    name: "a module for an outside function",
    source: `${OUTSIDE}snippet id="put" kind="extern"\nsignature\n  fn name="put"\n  end\nend\nend\n`,
    rule: "extern_namespace",
    confidence: 0.7,
    lines: ['snippet id="net.put" kind="extern"'],
  },
  {
    name: "no relation to what is not there",
    source: 'snippet id="m.m" kind="data"\nrelations\n  rel to="m.x" type=contains\nend\nend\n',
    rule: "relation_target",
    confidence: 0.4,
    lines: [],
  },
  {
    name: "an empty signature",
    source: 'snippet id="m.f" kind="fn"\nbody\nend\nend\n',
    rule: "missing_signature",
    confidence: 0.5,
    lines: ["signature", '  fn name="f"', "  end", "end"],
  },
];

describe("suggestFixes() of errors in what is said", () => {
  test.each(ROWS)("proposes $name", ({ source, rule, confidence, lines }) => {
    const found = fixFirst(source);

    expect(found.rule).toBe(rule);
    expect(changedLines(source, found.text)).toEqual(lines);
    expect(found.fixes[0]?.confidence).toBe(confidence);
  });

  test.each([
    [
      "names that differ in a number",
      inBody(
        `${step("s1", "bind", "lit=1", 'as="total1"')}\n${step("s2", "return", 'from="total2"', 'as="_"')}`,
      ),
    ],
    [
      "names of a letter or two",
      inBody(step("s1", "return", 'from="x"', 'as="_"')).replace('"count"', '"y"'),
    ],
  ])("is not sure of %s", (_name, source) => {
    const { rule, fixes } = fixFirst(source);

    expect(rule).toBe("undefined_variable");
    expect(Math.max(0, ...fixes.map(({ confidence }) => confidence))).toBeLessThan(0.8);
  });

  test("leaves a field out of the candidates that has a value already", () => {
    const source = `snippet id="m.P" kind="struct"\nsignature\n  struct name="P"\n    field name="left" type="Int"\n    field name="lift" type="Int"\n  end\nend\nend\n${inBody(step("s1", "construct", 'type="P"', 'field name="left" lit=1', 'field name="loft" lit=2', 'as="p"'))}`;
    const { rule, fixes } = fixFirst(source);

    expect(rule).toBe("unknown_field");
    expect(fixes.map(({ title }) => title)).toEqual(['Change "loft" to "lift"']);
  });

  test("offers a wildcard for an optional, whose value is taken out by type", () => {
    const program = parse(match('case variant type="Int" bindings=("n")', "end")).program;
    const found = finding(
      "non_exhaustive_match",
      { start: program.source.indexOf("step"), end: program.source.length },
      { matchedType: "Int?", missing: ["Some", "None"] },
      "",
    );

    expect(suggestFixes(found, program)).toMatchObject([
      { confidence: 0.9, edits: [{ text: "\n    case wildcard\n    end" }] },
    ]);
  });

  test("offers a test for a requirement that has none, and a requirement for a test", () => {
    const source = `snippet id="m.f" kind="fn"\nrequires\n  req id="R-ONE"\n    priority critical\n  end\nend\nsignature\n  fn name="f"\n  end\nend\ntests\n  test id="T-1" kind="unit" covers="R-ONF"\n  end\nend\nend\n`;
    const { program } = parse(source);
    const texts = checkRequirements(program).map((found) => {
      const [best] = suggestFixes(found, program);
      return [
        found.rule,
        best?.confidence,
        changedLines(source, applyEdits(source, best?.edits ?? [])),
      ];
    });

    expect(texts).toEqual([
      ["unknown_requirement", 0.7, ['  test id="T-1" kind="unit" covers="R-ONE"']],
      ["uncovered_requirement", 0.5, ['  test id="T-ONE" kind="unit" covers="R-ONE"', "  end"]],
    ]);
  });

  test("offers less for dead code and costs that are said wrong", () => {
    const source = inBody(
      `${step("s1", "bind", "lit=1", 'as="a"')}\n${step("s2", "return", "lit=1", 'as="_"')}\n${step("s3", "bind", "lit=2", 'as="_"')}`,
    );
    const { program } = parse(source);
    const at = (text: string): { start: number; end: number } => ({
      start: source.indexOf(text),
      end: source.indexOf(text) + text.length,
    });
    const unused = finding("unused_binding", at('"a"'), { name: "a" }, "");
    const unreachable = finding("unreachable_step", at('step id="s3"'), { id: "s3" }, "");
    const dear = finding(
      "cost_hint_exceeded",
      at("lit"),
      { hint: "cheap", estimated: "expensive" },
      "",
    );

    expect(suggestFixes(unused, program)[0]?.edits[0]?.text).toBe('"_"');
    expect(applyEdits(source, suggestFixes(unreachable, program)[0]?.edits ?? [])).not.toContain(
      "s3",
    );
    expect(suggestFixes(dear, program)[0]?.edits[0]?.text).toBe('"expensive"');
  });
});
