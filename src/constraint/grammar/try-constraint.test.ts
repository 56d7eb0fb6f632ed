import { describe, expect, test } from "vitest";
import type { Constraint } from "../../domain/constraint.ts";
import { openConstraintEngine } from "../engines/open-engine.ts";
import { createSingleByteVocabulary } from "../vocabulary/byte-vocabulary.ts";
import { readWhole } from "./read-whole.ts";
import { toConstraint } from "./to-constraint.ts";
import { tryConstraint } from "./try-constraint.ts";

const bytes = await openConstraintEngine().engine.load(createSingleByteVocabulary());
const attempt = (constraint: Constraint, seed = 1) =>
  tryConstraint(constraint, { bytes, clock: { elapsed: () => 0 }, samples: 3, seed });
const lark = (text: string): Constraint => ({ kind: "grammar", lark: text });

describe("tryConstraint()", () => {
  test("makes texts that the grammar takes, the same ones for the same seed", () => {
    const grammar = lark('start: item ("," item)*\nitem: /[a-z]{1,3}/ | "[" start "]"');
    const trial = attempt(grammar);
    if (!trial.isUsable) throw new Error(JSON.stringify(trial.refusals));

    expect(trial).toMatchObject({ rules: 2, notes: [] });
    expect(trial.samples).toHaveLength(3);
    for (const text of trial.samples)
      expect(readWhole(trial.openSession(), text)).toEqual({ isTaken: true });
    expect(attempt(grammar)).toMatchObject({ samples: trial.samples });
    expect(attempt(grammar, 2)).not.toMatchObject({ samples: trial.samples });
  });

  test.each([
    ["a rule without an end", 'start: "x" start', "cannot-finish", 1],
    ["a word that nothing matches, deep inside", 'start: "x" A\nA: /a/ & /b/', "cannot-finish", 2],
    ["both ends", 'start: e\n\ne: e "+" e | "1"', "over-limits", 3],
    [
      "a regex that explodes",
      'start: "x" A\nA: /([a-z]{1,3000}){1,3000}/',
      "over-limits",
      undefined,
    ],
    ["a parameter", 'start: x::0x1\nx::_: "a"', "not-enforceable", 1],
    ["a name that is not there", 'start: "a" | nothing', "unreadable", 1],
    [
      "a chain of 2,000 rules",
      `start: r0\n${Array.from({ length: 2000 }, (_, at) => `r${at}: r${at + 1}`).join("\n")}\nr2000: "a"`,
      "over-limits",
      1001,
    ],
    ["brackets of brackets", `start: ${"(".repeat(5000)}"a"${")".repeat(5000)}`, "over-limits", 1],
  ])("refuses %s, with the place", (_, text, reason, line) => {
    expect(attempt(lark(text))).toMatchObject({ isUsable: false, refusals: [{ reason, line }] });
  });

  test("refuses schemas that nest or refer too deeply", () => {
    let schema: object = { type: "string" };
    for (let depth = 0; depth < 500; depth += 1) schema = { type: "array", items: schema };
    const $defs = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`a${at}`, { $ref: `#/$defs/a${at + 1}` }]),
    );

    for (const deep of [schema, { $ref: "#/$defs/a0", $defs }])
      expect(attempt({ kind: "schema", schema: deep as never })).toMatchObject({
        isUsable: false,
        refusals: [{ reason: "over-limits" }],
      });
  });

  test("refuses what takes more ways of reading than the limits allow, wherever that shows", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`p${at}`, { type: "string" }]),
    );
    expect(attempt({ kind: "schema", schema: { type: "object", properties } })).toMatchObject({
      isUsable: false,
      refusals: [{ reason: "over-limits" }],
    });
  });

  test("refuses more words than the engine can number", () => {
    const words = Array.from({ length: 30_000 }, (_, at) => `"w${at}"`).join(" | ");
    expect(attempt(lark(`start: ${words}`))).toMatchObject({
      isUsable: false,
      refusals: [{ reason: "over-limits", line: 1 }],
    });
  });

  test("ends its trying where texts take long, and says so", () => {
    let now = 0;
    const clock = { elapsed: () => (now += 3000) };
    const trial = tryConstraint(lark('start: "a"+'), { bytes, clock, samples: 0, seed: 1 });
    expect(trial).toMatchObject({
      isUsable: true,
      notes: [expect.stringMatching(/^trying ended after \d of 40 texts/)],
    });
  });

  test("says how many texts found no end", () => {
    const endless = attempt(lark('start: ("a" | "b")+ "c"{3000}'));
    expect(endless).toMatchObject({
      isUsable: true,
      notes: [expect.stringMatching(/found no end/)],
    });
  });
});

describe("readWhole()", () => {
  const session = () => {
    const compiled = bytes.compile(lark('start: "é" /[a-z]+/ ";"'));
    if (!compiled.isCompiled) throw new Error(JSON.stringify(compiled.refusals));
    return compiled.openSession();
  };

  test.each([
    ["éab;", { isTaken: true }],
    ["éab", { isTaken: false, offset: 3, isUnfinished: true }],
    ["éaB;", { isTaken: false, offset: 2, isUnfinished: false }],
    ["èa;", { isTaken: false, offset: 0, isUnfinished: false }],
    ["", { isTaken: false, offset: 0, isUnfinished: true }],
  ])("%j", (text, fate) => {
    expect(readWhole(session(), text)).toEqual(fate);
  });
});

describe("toConstraint()", () => {
  test.each([
    ["", "a.lark", "it is empty"],
    ["[1]", "a.json", "an object"],
    ['{"a":\n tru}', "a.json", "no JSON"],
  ])("says what is wrong with %j", (text, path, message) => {
    expect(toConstraint(text, { isSchema: false, path })).toMatchObject({
      reason: "unreadable",
      message: expect.stringContaining(message),
    });
  });
});
