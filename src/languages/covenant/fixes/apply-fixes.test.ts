import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { type Finding, finding, isBlocking } from "../finding.ts";
import { CASES } from "../fixtures/reference-rows.ts";
import { meaningOf } from "../format/fixtures/meaning.ts";
import { parse } from "../syntax/parse.ts";
import { applyCertainFixes } from "./apply-fixes.ts";
import { inBody } from "./fixtures/fix-first.ts";

const strict = (source: string): readonly Finding[] => analyze(source, "strict").findings;
const GOOD = CASES.filter(({ expect: wanted }) => wanted.ok).map(({ source }) => source);

/** Whether the certain fixes make `broken` accepted, and the program `source` of it. */
function restores(source: string, broken: string): boolean {
  const { text, remaining } = applyCertainFixes(broken, strict);
  const [found, wanted] = [text, source].map((each) =>
    JSON.stringify(meaningOf(parse(each).program)),
  );
  return !remaining.some(isBlocking) && found === wanted;
}

/** What share of `[source, broken]` is restored; those that are left alone do not count. */
function shareRestored(pairs: readonly (readonly [string, string])[]): number {
  const touched = pairs.filter(
    ([, broken]) => applyCertainFixes(broken, strict).applied.length > 0,
  );
  const restored = touched.filter(([source, broken]) => restores(source, broken));
  return touched.length === 0 ? 0 : restored.length / touched.length;
}

const withoutEach = (pattern: RegExp, replacement = ""): readonly (readonly [string, string])[] =>
  GOOD.flatMap((source) =>
    [...source.matchAll(pattern)].map(
      ({ index, 0: text }) =>
        [source, source.slice(0, index) + replacement + source.slice(index + text.length)] as const,
    ),
  );

describe("applyCertainFixes()", () => {
  test("does not let a text grow beyond all measure", () => {
    const names = Array.from({ length: 100 }, (_, index) => `effect some_effect_${index}`);
    const heads = (id: string, kind: string): string => `snippet id="m.${id}" kind="${kind}"`;
    const callers = Array.from(
      { length: 100 },
      (_, index) =>
        `${heads(`f${index}`, "fn")} signature fn name="f${index}" end end body step id="s" kind="call" fn="m.x" as="_" end end end\n`,
    );
    const source = `${heads("x", "extern")} effects ${names.join(" ")} end signature fn name="x" end end end\n${callers.join("")}`;

    const { text } = applyCertainFixes(source, strict);

    expect(text.length).toBeLessThan(4 * source.length);
  });

  test("leaves a text without errors as it is", () => {
    for (const source of GOOD)
      expect(applyCertainFixes(source, strict)).toMatchObject({ text: source, applied: [] });
  });

  test("leaves a text as it is whose errors have no certain fix", () => {
    const source = inBody('  step id="s1" kind="bind"\n    lit=-1\n    as="x"\n  end');

    expect(applyCertainFixes(source, strict)).toMatchObject({
      text: source,
      applied: [],
      remaining: [{ rule: "invalid_literal" }],
    });
  });

  test("applies all that is certain, and says what it did", () => {
    const source = `snippet id="m.Level" kind="enum"
signature
  enum name="Level"
    variant name="Low"
    variant name="High"
  end
end
end

snippet id="m.say" kind="fn"
signature
  fn name="say"
    param name="text" type=String
  end
end
body
  step id="s1" kind="call"
    as="_"
    fn="console.info"
    arg name="message" from="text"
  end
end
end
`;
    const { applied, remaining, text } = applyCertainFixes(source, strict);

    expect(remaining.filter(isBlocking)).toEqual([]);
    expect(applied.map(({ line, rule, confidence }) => [line, rule, confidence])).toEqual([
      [5, "missing_end", 1],
      [13, "expected_string", 1],
      [18, "attribute_order", 1],
      [11, "unexpected_section", 1],
      [12, "pure_calls_effectful", 1],
    ]);
    expect(applied[0]).toEqual({
      rule: "missing_end",
      code: "E-PARSE-001",
      title: 'Add the "end" of variant "Low" before "variant"',
      confidence: 1,
      line: 5,
    });
    expect(text).toBe(`snippet id="m.Level" kind="enum"
signature
  enum name="Level"
    variant name="Low"
    end
    variant name="High"
    end
  end
end
end

snippet id="m.say" kind="fn"
effects
  effect console
end
signature
  fn name="say"
    param name="text" type="String"
  end
end
body
  step id="s1" kind="call"
    fn="console.info"
    arg name="message" from="text"
    as="_"
  end
end
end
`);
  });

  test("applies less certain fixes where it may", () => {
    const source = inBody(
      '  step id="s1" kind="compute"\n    op=plus\n    input var="count"\n    input lit=1\n    as="x"\n  end',
    );

    expect(applyCertainFixes(source, strict).applied).toEqual([]);
    expect(applyCertainFixes(source, strict, { minimumConfidence: 0.9 }).text).toContain("op=add");
  });

  test("stops after the rounds that it may take", () => {
    const source = inBody(
      '  step id="s1" kind="compute"\n    op=add\n    input from="count"\n    input from="count"\n    as="x"\n  end',
    );

    expect(applyCertainFixes(source, strict, { maxRounds: 0 }).text).toBe(source);
    expect(applyCertainFixes(source, strict).remaining.filter(isBlocking)).toEqual([]);
  });

  test("takes back a fix that does not help", () => {
    const source = GOOD[0] ?? "";
    const stubborn = finding(
      "expected_string",
      { start: 0, end: 0 },
      { attribute: "id", found: "x" },
      "No",
    );
    const broken = `snippet id=word kind="module"\nend\n`;
    const always = (): readonly Finding[] => [{ ...stubborn, range: { start: 11, end: 15 } }];

    expect(applyCertainFixes(broken, always)).toMatchObject({ text: broken, applied: [] });
    expect(applyCertainFixes(source, strict).text).toBe(source);
  });

  test("does not take a line in the wrong place for an end that is missing here and too much there", () => {
    const source = `snippet id="d.b" kind="database"
schema
  table name="one"
  table name="two"
    field name="a" type="Int"
  end
    field name="b" type="Int"
    field name="c" type="Int"
  end
end
end
`;

    expect(applyCertainFixes(source, strict)).toMatchObject({ text: source, applied: [] });
  });
});

describe("applyCertainFixes() of the reference's programs", () => {
  test("restores them when any one end is missing", () => {
    const pairs = withoutEach(/\bend$/gm);

    expect(pairs.length).toBeGreaterThan(400);
    expect(shareRestored(pairs)).toBe(1);
    expect(pairs.filter(([source, broken]) => restores(source, broken)).length).toBeGreaterThan(
      pairs.length * 0.95,
    );
  });

  test("restores them when any one end stands there twice", () => {
    expect(shareRestored(withoutEach(/(?<=\bend)$/gm, "\nend"))).toBe(1);
  });

  test("restores them when any one value lacks its quotes", () => {
    const pairs = GOOD.flatMap((source) =>
      [...source.matchAll(/="([\w.]+)"/g)].map(({ index, 0: text, 1: value }) => {
        const broken = `${source.slice(0, index)}=${value}${source.slice(index + text.length)}`;
        return [source, broken] as const;
      }),
    ).filter((_pair, index) => index % 4 === 0);

    expect(shareRestored(pairs)).toBe(1);
  });

  test("restores them when effects are not declared", () => {
    expect(shareRestored(withoutEach(/^ {2}effect [\w.]+\n/gm))).toBe(1);
    expect(shareRestored(withoutEach(/^effects\n(?: {2}effect [\w.]+\n)*end\n/gm))).toBe(1);
  });

  test("restores them when two sections have changed places", () => {
    const pairs = GOOD.flatMap((source) =>
      parse(source).program.snippets.flatMap(({ sections }) =>
        sections.slice(1).map((section, index): readonly [string, string] => {
          const before = sections[index] ?? section;
          const between = source.slice(before.end, section.start);
          const [one, other] = [before, section].map(({ start, end }) => source.slice(start, end));
          return [
            source,
            source.slice(0, before.start) + other + between + one + source.slice(section.end),
          ];
        }),
      ),
    );

    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.every(([source, broken]) => restores(source, broken))).toBe(true);
  });
});
