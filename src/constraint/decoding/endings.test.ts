import { describe, expect, test } from "vitest";
import type { PrefixJudge, PrefixRefusal, PrefixState } from "../../ports/prefix-judge.ts";
import {
  answerHeld,
  bytesVocabulary,
  constraintSet,
  holdFakeModel,
  larkOf,
} from "../../testing/hold-fake-model.ts";

const STATEMENTS = larkOf("start: (/[a-z]{1,8}/ /;/)+");
/** No search finds it. */
const FAREWELL = "omega;sigma;theta;kappa;";
const LIMIT = 120;
const MOST = { maxOutputTokens: LIMIT } as const;

interface Rules {
  readonly level?: PrefixJudge["level"];
  readonly propose?: (text: string) => string | undefined;
  readonly finish?: (text: string) => boolean;
}

function judgeOf({ level = "type", propose, finish }: Rules): PrefixJudge {
  const refusal = (keep: number): PrefixRefusal => ({
    isRefused: true,
    cause: "toy",
    reason: "it has no end yet",
    keep,
  });
  const stateOf = (text: string): PrefixState => ({
    feed: (more) => stateOf(text + more),
    settle: text.endsWith(";") ? async () => stateOf(text) : undefined,
    finish: async () => (finish?.(text) === false ? refusal(text.length) : undefined),
    listContinuations: () => undefined,
    ...(propose && { proposeEnd: () => propose(text) }),
  });
  return { level, describes: "toys", start: stateOf("") };
}

/** What closes the word that is open, and `end`. */
const closeWith =
  (end: string) =>
  (text: string): string =>
    text === "" || text.endsWith(";") ? end : `;${end}`;

/** Never says that it has ended. */
const endless = (written: readonly number[]): ReadonlyMap<number, number> =>
  new Map(
    [..."abcdefg;"].map((letter, at) => [letter.charCodeAt(0), 1 + ((written.length + at) % 5)]),
  );

const setOf = (...judges: readonly PrefixJudge[]) => constraintSet({ syntax: STATEMENTS, judges });
const endsWithFarewell = (text: string): boolean => text.endsWith(FAREWELL);

describe("an end that a judge proposes", () => {
  test.each([1, 2, 3])(
    "is written in time, and the model is not asked for it: seed %i",
    async (seed) => {
      const judge = judgeOf({ propose: closeWith(FAREWELL), finish: endsWithFarewell });
      const { model } = holdFakeModel(endless);

      const { text, report, end } = await answerHeld(model, setOf(judge), { ...MOST, seed });

      expect([report.ended, end.finishReason]).toEqual(["closed", "stop"]);
      expect(text.endsWith(FAREWELL)).toBe(true);
      expect(report.tokens).toBeLessThanOrEqual(LIMIT);
      expect(report.sampled).toBeGreaterThan(LIMIT - FAREWELL.length - 16);
      expect(report.forced).toBeGreaterThanOrEqual(FAREWELL.length);
    },
  );

  test("that the syntax does not take is not written", async () => {
    const judge = judgeOf({ propose: () => "!" });
    const { model } = holdFakeModel(endless);

    const { text, report } = await answerHeld(model, setOf(judge), MOST);

    expect(text).toMatch(/^([a-z]{1,8};)+$/);
    expect(report.ended).toBe("closed");
  });

  test("that another judge refuses is not written", async () => {
    const eager = judgeOf({ propose: closeWith("no;") });
    const strict = judgeOf({ finish: (text) => !text.endsWith("no;") });
    const { model } = holdFakeModel(endless);

    const { text, report } = await answerHeld(model, setOf(eager, strict), MOST);

    expect(text).toMatch(/;$/);
    expect(text).not.toMatch(/no;$/);
    expect(report.ended).toBe("closed");
  });

  test("at an earlier place is gone back to where there is none any more", async () => {
    const propose = (text: string): string | undefined =>
      text.length < 50 ? closeWith(FAREWELL)(text) : undefined;
    const judge = judgeOf({ propose, finish: endsWithFarewell });
    const { model } = holdFakeModel(endless);

    const { text, report } = await answerHeld(model, setOf(judge), MOST);

    expect(text.endsWith(FAREWELL)).toBe(true);
    expect(text.length).toBeLessThan(50 + 1 + FAREWELL.length);
    expect(report.ended).toBe("closed");
    expect(report.sampled + report.forced).toBeLessThanOrEqual(2 * LIMIT + FAREWELL.length + 1);
  });

  test("that examples refuse is written when nothing else is left", async () => {
    const types = judgeOf({ propose: closeWith(FAREWELL), finish: endsWithFarewell });
    const examples = judgeOf({ level: "semantic", finish: () => false });
    const { model } = holdFakeModel(endless);

    const { text, report } = await answerHeld(model, setOf(types, examples), MOST);

    expect(text.endsWith(FAREWELL)).toBe(true);
    expect(report.ended).toBe("closed");
    expect(report.relaxations.at(-1)?.to).toBe("lenient");
  });

  test("longer than the limit is told before the model writes anything", async () => {
    const judge = judgeOf({ propose: closeWith(FAREWELL), finish: endsWithFarewell });
    const { model, fake } = holdFakeModel(endless);
    const answer = answerHeld(model, setOf(judge), { maxOutputTokens: FAREWELL.length - 1 });

    await expect(answer).rejects.toMatchObject({
      code: "constraint/refused",
      help: `Let an answer have more tokens than ${FAREWELL.length}.`,
    });
    expect(fake.passes).toEqual([]);
  });

  test("begins with what the writer says again", async () => {
    const judge = judgeOf({ propose: closeWith(FAREWELL), finish: endsWithFarewell });
    const { model } = holdFakeModel(endless, { again: "{\n" });
    const limit = FAREWELL.length + 2;

    const { text, report } = await answerHeld(model, setOf(judge), { maxOutputTokens: limit });

    expect(text).toBe(FAREWELL);
    expect(report.ended).toBe("closed");
  });
});

test("an end that answers is searched for before one that gives up", async () => {
  const syntax = larkOf(
    'start: (/[a-z]{1,8}/ ";")* ("throw 0;" | "return " WORD ("." WORD)? ";")\nWORD: /[a-z]{1,8}/ & ~/throw|return/',
  );
  const refusal = { isRefused: true, cause: "toy", reason: "no such name", keep: 0 } as const;
  const stateOf = (text: string): PrefixState => ({
    feed(more) {
      const [, returned = ""] = (text + more).split("return ");
      return "box.size;".startsWith(returned) ? stateOf(text + more) : refusal;
    },
    settle: undefined,
    finish: async () => (/(?:throw 0|box\.size);$/.test(text) ? undefined : refusal),
    listContinuations: () =>
      text.endsWith("return ") ? ["box"] : text.endsWith("box.") ? ["size"] : undefined,
  });
  const judge: PrefixJudge = { level: "type", describes: "toys", start: stateOf("") };
  const { model } = holdFakeModel(endless);

  const { text, report } = await answerHeld(
    model,
    constraintSet({ syntax, judges: [judge] }),
    MOST,
  );

  expect(text).toMatch(/;return box\.size;$/);
  expect(report.ended).toBe("closed");
});

test("what is taken back again and again comes to an end, and is whole", async () => {
  // No text is good that the model writes to its end.
  const judge = judgeOf({ finish: (text) => text.length < 4 });
  const { model } = holdFakeModel(
    (written) =>
      new Map([
        [written.length % 9 === 8 ? 59 : 97, 1],
        [bytesVocabulary.endTokens[0] ?? 0, 0.2],
      ]),
  );

  const { text, report } = await answerHeld(model, setOf(judge), MOST);

  expect(text).toMatch(/^[a-z]{1,2};$/);
  expect(report.ended).toBe("closed");
  expect(report.sampled + report.forced).toBeLessThan(2 * LIMIT + 16);
});
