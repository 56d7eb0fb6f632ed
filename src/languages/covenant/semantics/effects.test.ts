import { describe, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { parse } from "../syntax/parse.ts";
import { checkEffects } from "./effects.ts";
import {
  handlingStep,
  parseWhole,
  rulesOf,
  step,
  writeFunction,
} from "./fixtures/write-program.ts";

const call = (callee: string): string => step("call", `fn="${callee}"`);
const check = (...snippets: readonly string[]): readonly Finding[] =>
  checkEffects(parseWhole(snippets.join("")));

const extern = (id: string, ...effects: readonly string[]): string =>
  writeFunction({ id, kind: "extern", effects });
const calling = (id: string, callees: readonly string[], effects: readonly string[] = []): string =>
  writeFunction({ id, effects, body: callees.map(call).join("\n") });

describe("checkEffects()", () => {
  test("reports a pure function that calls an effectful one", () => {
    const findings = check(extern("m.x", "network"), calling("m.a", ["m.x"]));

    expect(findings).toMatchObject([
      {
        rule: "pure_calls_effectful",
        facts: { function: "m.a", callee: "m.x", effects: ["network"], chain: ["m.a", "m.x"] },
      },
    ]);
  });

  test("reports each caller along a chain, with the shortest way to the effect", () => {
    const findings = check(
      calling("m.a", ["m.b", "m.c"], ["console"]),
      calling("m.b", ["m.c"], ["console"]),
      calling("m.c", ["m.x"], ["console"]),
      extern("m.x", "network", "console"),
    );

    expect(findings.map(({ rule, facts }) => ({ rule, facts }))).toMatchObject([
      { rule: "missing_effect", facts: { callee: "unknown", chain: ["m.a", "m.c", "m.x"] } },
      { rule: "missing_effect", facts: { callee: "unknown", chain: ["m.b", "m.c", "m.x"] } },
      { rule: "missing_effect", facts: { callee: "m.x", chain: ["m.c", "m.x"] } },
    ]);
    expect(findings[0]?.message).toContain("m.a -> m.c -> m.x");
  });

  test("accepts functions that declare more than they have", () => {
    expect(check(extern("m.x", "network"), calling("m.a", ["m.x"], ["network", "os"]))).toEqual([]);
  });

  test("takes a dotted name and its prefix for different effects", () => {
    const findings = check(extern("m.x", "std.time"), calling("m.a", ["m.x"], ["std"]));

    expect(findings).toMatchObject([{ facts: { effects: ["std.time"] } }]);
  });

  test("takes the last of several effects sections", () => {
    const source = calling("m.a", ["m.x"], ["network"]);
    const twice = source.replace("signature", "effects effect os end signature");

    expect(check(extern("m.x", "network"), twice)).toHaveLength(1);
  });

  test("does not count library functions, short names and step kinds", () => {
    const source = calling("m.a", ["console.print", "x"]);

    expect(check(extern("m.x", "network"), source)).toEqual([]);
  });

  test("follows calls in tests and in handle cases", () => {
    const handled = handlingStep(call("m.x"));
    const findings = check(
      extern("m.x", "network"),
      writeFunction({ id: "m.a", more: `tests test id="T" kind="unit" ${call("m.x")} end end` }),
      writeFunction({ id: "m.b", body: handled }),
    );

    expect(findings.map(({ facts }) => facts)).toMatchObject([
      { function: "m.a" },
      { function: "m.b" },
    ]);
  });

  test("checks functions and externs only", () => {
    const test = `snippet id="m.t" kind="test" body ${call("m.x")} end end`;

    expect(check(extern("m.x", "network"), test)).toEqual([]);
  });

  test("finds many effects at once", () => {
    const effects = Array.from({ length: 40 }, (_, index) => `e${index}`);

    const [finding] = check(
      extern("m.x", ...effects),
      calling("m.a", ["m.x"], effects.slice(1, 39)),
    );

    expect(finding?.facts).toMatchObject({ effects: ["e0", "e39"] });
  });

  test("ends on calls that go in circles", () => {
    const findings = check(
      calling("m.a", ["m.b"]),
      calling("m.b", ["m.a", "m.b", "m.x"]),
      extern("m.x", "network"),
    );

    expect(findings).toHaveLength(2);
  });

  test("copes with a chain of ten thousand functions", () => {
    const length = 10_000;
    const chain = Array.from({ length }, (_, index) => calling(`m.f${index}`, [`m.f${index + 1}`]));

    const findings = check(...chain, extern(`m.f${length}`, "network"));

    expect(findings).toHaveLength(length);
    expect(findings.at(-1)?.facts).toMatchObject({ chain: ["m.f9999", "m.f10000"] });
    expect(findings[0]?.facts).toMatchObject({ chain: ["m.f0"] });
  });

  test("adds effects that snippets have without declaring them", () => {
    const program = parseWhole(calling("m.a", ["m.b"]) + calling("m.b", ["console.print"]));
    const b = program.snippets[1];
    const derived = [{ name: "console", source: "console.print" }];

    const findings = checkEffects(program, { derivedEffects: new Map(b && [[b, derived]]) });

    expect(findings.map(({ facts }) => facts)).toMatchObject([
      { function: "m.a", callee: "m.b", chain: ["m.a", "m.b", "console.print"] },
      { function: "m.b", callee: "console.print", chain: ["m.b", "console.print"] },
    ]);
  });

  test("leaves broken snippets alone", () => {
    const source =
      extern("m.x", "network") + calling("m.a", ["m.x"]).replace("signature", "signature oops");

    expect(checkEffects(parse(source).program)).toEqual([]);
  });
});

describe("checkEffectParameters()", () => {
  const needing = (parameters: string) => extern("m.x", `filesystem(${parameters})`);
  const declaring = (...effects: readonly string[]) => calling("m.a", ["m.x"], effects);

  test.each([
    ["without parameters", "filesystem"],
    ["with a prefix of the path", 'filesystem(path="/data")'],
    ["with other parameters", "filesystem(mode=1)"],
  ])("lets an effect %s cover a path", (_, declared) => {
    expect(rulesOf(needing('path="/database"') + declaring(declared))).toEqual([]);
  });

  test("lets a narrower effect cover one without parameters", () => {
    expect(rulesOf(extern("m.x", "filesystem") + declaring('filesystem(path="/a")'))).toEqual([]);
  });

  test("reports a path that the first effect of that name does not cover", () => {
    const source =
      needing('path="/x"') + declaring('filesystem(path="/y")', 'filesystem(path="/x")');

    expect(checkEffects(parseWhole(source))).toMatchObject([
      {
        rule: "effect_parameter",
        facts: {
          function: "m.a",
          effect: "filesystem",
          parameter: "path",
          required: "/x",
          declared: "/y",
          callee: "m.x",
        },
      },
    ]);
  });

  test("wants other parameters to be equal", () => {
    expect(rulesOf(needing("mode=1") + declaring("filesystem(mode=1)"))).toEqual([]);
    expect(rulesOf(needing("mode=1") + declaring('filesystem(mode="1")'))).toEqual([
      "effect_parameter",
    ]);
  });
});
