import { describe, expect, test } from "vitest";
import type { ConstraintLevel } from "../../domain/decoding.ts";
import type { PrefixJudge, PrefixRefusal, PrefixState } from "../../ports/prefix-judge.ts";
import {
  answerHeld,
  bytesVocabulary,
  constraintSet,
  holdFakeModel,
  larkOf,
} from "../../testing/hold-fake-model.ts";

const code = (text: string): number => text.charCodeAt(0);
const [END = 0] = bytesVocabulary.endTokens;
const STATEMENTS = larkOf("start: (/[a-z]{1,8}/ /;/)+");

interface Rules {
  readonly feed?: (text: string) => number | undefined;
  readonly settle?: (text: string) => number | undefined;
  readonly finish?: (text: string) => number | undefined;
  readonly names?: readonly string[];
}

/** Refuses by rules that say how much of a text can stand; `undefined` lets it through. */
function judgeOf(level: PrefixJudge["level"], rules: Rules, startLenient?: Rules): PrefixJudge {
  const refusal = (keep: number): PrefixRefusal => ({
    isRefused: true,
    cause: "toy",
    reason: "it is not good",
    keep,
  });
  const ask = (rule: Rules["feed"], text: string): PrefixRefusal | undefined => {
    const keep = rule?.(text);
    return keep === undefined ? undefined : refusal(keep);
  };
  const stateOf = (own: Rules, text: string): PrefixState => ({
    feed: (more) => ask(own.feed, text + more) ?? stateOf(own, text + more),
    settle: text.endsWith(";")
      ? async () => ask(own.settle, text) ?? stateOf(own, text)
      : undefined,
    finish: async () => ask(own.finish, text),
    listContinuations: () => own.names?.flatMap((name) => continuationOf(name, text)),
  });
  const judge = { level, describes: "toys", start: stateOf(rules, "") };
  return startLenient === undefined ? judge : { ...judge, startLenient: stateOf(startLenient, "") };
}

function continuationOf(name: string, text: string): readonly string[] {
  const word = /[a-z]*$/.exec(text)?.[0] ?? "";
  return name.startsWith(word) && name !== word ? [name.slice(word.length)] : [];
}

/** Says one of these statements again and again, the first one most likely. */
const speaker =
  (statements: readonly string[], share = 0.8) =>
  (written: readonly number[]): ReadonlyMap<number, number> => {
    const text = String.fromCharCode(...written);
    const open = text.slice(text.lastIndexOf(";") + 1);
    const likely = new Map<number, number>();
    for (const [at, statement] of statements.entries()) {
      if (!statement.startsWith(open)) continue;
      const next = code(statement[open.length] ?? ";");
      likely.set(next, (likely.get(next) ?? 0) + share * (1 - share) ** at);
    }
    if (open === "" && text.split(";").length > 4) likely.set(END, 10);
    return likely;
  };

const lastStatement = (text: string): number => text.slice(0, -1).lastIndexOf(";") + 1;
const asked = (levels: readonly ConstraintLevel[]) => levels;

describe("a judge that", () => {
  test("forbids a name sees none of it, and the rest is drawn as before", async () => {
    const judge = judgeOf("type", { feed: (text) => (/ba/.test(text) ? 0 : undefined) });
    const { model } = holdFakeModel(speaker(["bad;", "bod;", "good;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text, report } = await answerHeld(model, set, { seed: 3 });

    expect(text).toMatch(/^((bod|good);)+$/);
    expect(report).toMatchObject({ ended: "complete", relaxations: [] });
    expect(report.refusals.type).toBeGreaterThan(0);
  });

  test("refuses a statement at its end has it taken back and written otherwise", async () => {
    const judge = judgeOf("type", {
      settle: (text) => (text.endsWith("bad;") ? lastStatement(text) : undefined),
    });
    const { model } = holdFakeModel(speaker(["bad;", "bed;", "good;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text, report, resets } = await answerHeld(model, set, { temperature: 0 });

    expect(text).toMatch(/^((bed|good);)+$/);
    expect(report).toMatchObject({ ended: "complete", relaxations: [] });
    expect(report.takenBack).toBeGreaterThan(0);
    expect(report.tokens).toBe(text.length);
    expect(report.tokens).toBe(report.sampled + report.forced - report.takenBack);
    expect(resets).toBe(0);
  });

  test("refuses the end at first lets it go on until it is good", async () => {
    const judge = judgeOf("type", {
      finish: (text) => (text.includes("good;") ? undefined : text.length),
    });
    const { model } = holdFakeModel(speaker(["bad;", "good;"], 0.9));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text, report } = await answerHeld(model, set, { seed: 2, temperature: 1 });

    expect(text).toContain("good;");
    expect(report.ended).toMatch(/complete|closed/);
  });

  test("refuses the whole at its end has it written anew from there", async () => {
    const judge = judgeOf("type", {
      finish: (text) => (text.startsWith("bad;") ? 0 : undefined),
    });
    const { model } = holdFakeModel(speaker(["bad;", "bed;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text, report } = await answerHeld(model, set, { temperature: 0 });

    expect(text).toMatch(/^bed;/);
    expect(report.ended).toBe("complete");
  });

  test("names what must follow is heard where the model thinks of nothing else", async () => {
    const judge = judgeOf("type", {
      feed: (text) => ("zebra;".repeat(9).startsWith(text) ? undefined : 0),
      names: ["zebra"],
    });
    const { model } = holdFakeModel(speaker(["bad;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text } = await answerHeld(model, set, { maxOutputTokens: 12 });

    expect(text).toMatch(/^(zebra;)+$/);
  });

  test.each(asked(["semantic"]))("refuses everything at level %s is asked no more", async () => {
    const judge = judgeOf("semantic", { feed: () => 0, settle: () => 0, finish: () => 0 });
    const { model } = holdFakeModel(speaker(["bad;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text, report } = await answerHeld(model, set);

    expect(text).toMatch(/^(bad;)+$/);
    expect(report.ended).toBe("complete");
    expect(report.relaxations.map(({ to }) => to)).toEqual(["moderate", "lenient"]);
    expect(report.relaxations[0]?.why).toBe("it is not good");
  });

  test("refuses every statement is never given up where it judges types: nothing is written", async () => {
    const judge = judgeOf("type", { settle: lastStatement, finish: () => 0 });
    const { model } = holdFakeModel(speaker(["bad;", "bed;", "good;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { report, end } = await answerHeld(model, set);

    expect([report.ended, end.finishReason]).toEqual(["stuck", "other"]);
    expect(report.relaxations).toEqual([]);
    expect(end.warnings).toHaveLength(1);
  });

  test("can be lenient judges only whole statements at last", async () => {
    const settle = (text: string): number | undefined =>
      text.endsWith("bad;") ? lastStatement(text) : undefined;
    const judge = judgeOf("type", { feed: () => 0, settle }, { settle });
    const { model } = holdFakeModel(speaker(["bad;", "bed;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    const { text, report } = await answerHeld(model, set, { temperature: 0 });

    expect(text).toMatch(/^(bed;)+$/);
    expect(report.relaxations.at(-1)?.to).toBe("minimal");
  });

  test("tells the same of the same text is asked once", async () => {
    let settles = 0;
    const judge = judgeOf("type", {
      settle: () => {
        settles += 1;
        return undefined;
      },
    });
    const { model } = holdFakeModel(speaker(["bad;"]));
    const set = constraintSet({ syntax: STATEMENTS, judges: [judge] });

    await answerHeld(model, set, { temperature: 0 });
    const first = settles;
    const { report } = await answerHeld(model, set, { temperature: 0 });

    expect(settles).toBe(first);
    expect(report.cacheHits).toBeGreaterThanOrEqual(first);
  });
});

describe("a bias", () => {
  const shift = (by: number) => ({
    describes: "a project",
    weigh: (_: string, candidates: readonly string[]) =>
      candidates.map((text) => (text === "b" ? by : 0)),
  });

  test.each([
    [2, "b"],
    [-2, "a"],
  ])("of %d makes what it knows so much likelier: %s", async (by, expected) => {
    const { model } = holdFakeModel(
      () =>
        new Map([
          [code("a"), 0.5],
          [code("b"), 0.4],
        ]),
    );
    const set = constraintSet({ syntax: larkOf("start: /[ab]/"), bias: shift(by) });

    expect((await answerHeld(model, set, { temperature: 0 })).text).toBe(expected);
  });

  test("forbids nothing", async () => {
    const { model } = holdFakeModel(() => new Map([[code("a"), 1]]));
    const set = constraintSet({ syntax: larkOf('start: "b"'), bias: shift(-2) });

    expect((await answerHeld(model, set)).text).toBe("b");
  });
});
