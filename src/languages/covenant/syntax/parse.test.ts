import { describe, expect, test } from "vitest";
import { CASES } from "../fixtures/reference-rows.ts";
import { parse } from "./parse.ts";

const messages = (source: string): readonly string[] =>
  parse(source).findings.map(({ rule }) => rule);

const inBody = (steps: string): string =>
  `snippet id="m.f" kind="fn"\nsignature\n  fn name="f"\n  end\nend\nbody\n${steps}\nend\nend\n`;

describe("parse()", () => {
  test("gives every node the range of its own text", () => {
    const source = inBody('  step id="s1" kind="bind" lit=1 as="x" end');
    const [snippet] = parse(source).program.snippets;
    const section = snippet?.sections.find((each) => each.kind === "body");
    const step = section?.steps[0];

    expect(source.slice(snippet?.start, snippet?.end)).toBe(source.trimEnd());
    expect(source.slice(step?.start, step?.end)).toBe('step id="s1" kind="bind" lit=1 as="x" end');
  });

  test("splits a dotted name where the place allows it, and only there", () => {
    const source = inBody(
      '  step id="s1" kind="bind" from="a.b.c" as="x" end\n  step id="s2" kind="return" from="a.b" as="_" end',
    );
    const section = parse(source).program.snippets[0]?.sections.find(({ kind }) => kind === "body");
    const [bind, giveBack] = section?.kind === "body" ? section.steps : [];

    expect(bind).toMatchObject({
      operand: { kind: "field", of: { text: "a" }, field: { text: "b.c" } },
    });
    expect(giveBack).toMatchObject({
      value: { operand: { kind: "variable", name: { text: "a.b" } } },
    });
  });

  test("keeps the text of SQL as it is written", () => {
    const sql = "SELECT id  -- all\n      FROM t WHERE name = 'Bob' AND id = :id";
    const source = inBody(
      `  step id="s1" kind="query" dialect="postgres" target="db"\n    body\n      ${sql}\n    end\n    params param name="id" from="id" end\n    returns collection of="Any"\n    as="rows"\n  end`,
    );
    const { program, findings } = parse(source);
    const section = program.snippets[0]?.sections.find(({ kind }) => kind === "body");

    expect(findings).toEqual([]);
    expect(section).toMatchObject({ steps: [{ form: "sql", sql: { text: sql } }] });
  });

  test("goes on behind a step that it cannot read", () => {
    const source = inBody(
      '  step id="s1" kind="compute"\n    op=concat\n    as="x"\n  end\n  step id="s2" kind="bind"\n    lit=-1\n    as="y"\n  end\n  step id="s3" kind="bind"\n    lit=1\n    as="z"\n  end',
    );
    const { program, findings } = parse(source);
    const section = program.snippets[0]?.sections.find(({ kind }) => kind === "body");

    expect(findings.map(({ rule }) => rule)).toEqual(["invalid_operation", "invalid_literal"]);
    expect(section).toMatchObject({ steps: [{ id: { text: "s3" } }] });
  });

  test("goes on with the next section, and with the next snippet", () => {
    const source =
      'snippet id="a.A" kind="struct"\nsignature\n  struct title="A"\n  end\nend\nmetadata\n  version=1.5\nend\nend\nsnippet id="b.B" kind="nope"\nend\nsnippet id="c.C" kind="data"\nend\n';
    const { program, findings } = parse(source);

    expect(findings.map(({ rule }) => rule)).toEqual([
      "missing_attribute",
      "invalid_metadata_value",
      "invalid_snippet_kind",
    ]);
    expect(program.snippets.map(({ id, isWhole }) => [id.text, isWhole])).toEqual([
      ["a.A", false],
      ["c.C", true],
    ]);
  });

  test("says which blocks are open where the file ends", () => {
    const [found] = parse(
      'snippet id="a" kind="fn"\nbody\n  step id="s1" kind="for" var="x" in="xs"\n',
    ).findings;

    expect(found).toMatchObject({
      rule: "unclosed_block",
      facts: { open: [{ block: 'snippet "a"' }, { block: "body" }, { block: 'step "s1"' }] },
    });
  });

  test.for([
    [
      "an unclosed triple string",
      'snippet id="a" kind="fn"\nnote """never closed',
      "unclosed_triple_string",
    ],
    [
      "a list of numbers in content",
      'snippet id="a" kind="data"\ncontent\n  keywords [1]\nend\nend',
      "invalid_content_list",
    ],
  ])("refuses what makes the reference hang: %s", ([, source, rule]) => {
    expect(messages(source ?? "")).toEqual([rule]);
  });

  test("refuses blocks nested beyond its limit, and accepts those just below", () => {
    const nested = (depth: number): string =>
      inBody(
        `${'step id="s" kind="if" condition="c" then '.repeat(depth)}${'end as="_" end '.repeat(depth)}`,
      );

    expect(messages(nested(100))).toEqual([]);
    expect(messages(nested(10_000))).toEqual(["nesting_too_deep"]);
  });

  test.for(CASES.filter(({ expect: wanted }) => wanted.ok))(
    "reads $file whole, and says the same of it with other layout",
    ({ source }) => {
      const { program, findings } = parse(source);
      const oneLine = program.tokens.map(({ text }) => text).join(" ");

      expect(findings).toEqual([]);
      expect(program.snippets.every(({ isWhole }) => isWhole)).toBe(true);
      expect(parse(oneLine).findings).toEqual([]);
    },
  );
});
