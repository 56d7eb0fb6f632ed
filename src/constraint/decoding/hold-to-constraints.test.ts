import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { CONSTRAINT_SAMPLES } from "../../testing/constraint-samples.ts";
import { compileOrThrow, createWalk } from "../../testing/constraint-walk.ts";
import type { Likely } from "../../testing/fake-token-access.ts";
import {
  answerHeld,
  bytesVocabulary,
  constraintSet,
  holdFakeModel,
  larkOf,
  randomLikely,
} from "../../testing/hold-fake-model.ts";
import { openConstraintEngine } from "../engines/open-engine.ts";

const code = (text: string): number => text.charCodeAt(0);
const [END = 0] = bytesVocabulary.endTokens;
const always =
  (weights: Readonly<Record<string, number>>, end = 0): Likely =>
  () =>
    new Map([
      ...Object.entries(weights).map(([text, weight]) => [code(text), weight] as const),
      [END, end] as const,
    ]);
const { engine } = openConstraintEngine();
const compiler = await engine.load(bytesVocabulary);
const printable = [...Array.from({ length: 95 }, (_, at) => at + 32), 10, END];

/** How far counts are from what was expected: under 13.8 in 999 of 1000 cases, for three kinds. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, at) => {
    const expected = total * (shares[at] ?? 0);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

async function countLetters(
  held: ReturnType<typeof holdFakeModel>,
  letters: string,
  draws: number,
  temperature = 1,
): Promise<readonly number[]> {
  const set = constraintSet({ syntax: larkOf(`start: /[${letters}]/`) });
  const counts = new Map<string, number>();
  for (let seed = 1; seed <= draws; seed += 1) {
    const { text } = await answerHeld(held.model, set, { seed, temperature });
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...letters].map((letter) => counts.get(letter) ?? 0);
}

describe("what is drawn", () => {
  const weights = { x: 0.4, y: 0.3, c: 0.15, b: 0.1, a: 0.05 };

  test.each([undefined, 2, 3])(
    "is the model's distribution over what may follow, with %s tokens told",
    async (told) => {
      const counts = await countLetters(holdFakeModel(always(weights), { told }), "abc", 1500);

      expect(chiSquare(counts, [1 / 6, 1 / 3, 1 / 2])).toBeLessThan(13.8);
    },
  );

  test("is sharper at a lower temperature", async () => {
    const counts = await countLetters(holdFakeModel(always(weights)), "abc", 1500, 0.5);

    expect(chiSquare(counts, [1 / 14, 4 / 14, 9 / 14])).toBeLessThan(13.8);
  });

  test("leaves out what is too unlikely, beside what the model likes best", async () => {
    const counts = await countLetters(holdFakeModel(always(weights), { minP: 0.25 }), "abc", 300);

    expect(counts[0]).toBe(0);
    expect(Math.min(...counts.slice(1))).toBeGreaterThan(50);
  });

  test("takes what is likely once what was likelier is refused", async () => {
    const held = holdFakeModel(always({ x: 1, a: 0.001, b: 0.000_05 }), { minP: 0.1 });

    expect(await countLetters(held, "ab", 50)).toEqual([50, 0]);
  });

  test("is greedy at temperature 0, among what may follow", async () => {
    expect(await countLetters(holdFakeModel(always(weights)), "ab", 5, 0)).toEqual([0, 5]);
  });

  test("is the same for the same seed", async () => {
    const { model } = holdFakeModel(randomLikely(5, printable));
    const set = constraintSet({ syntax: larkOf("start: /[a-z]{30}/") });
    const answers = [1, 1, 2].map(async (seed) => (await answerHeld(model, set, { seed })).text);
    const [one, again, other] = await Promise.all(answers);

    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe("every answer", () => {
  test("keeps to its constraint, and ends whole", async () => {
    const walk = createWalk(bytesVocabulary);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CONSTRAINT_SAMPLES),
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(undefined, 4),
        async ({ constraint }, seed, told) => {
          const { model } = holdFakeModel(randomLikely(seed, printable), { told });

          const { text, report } = await answerHeld(model, constraintSet({ syntax: constraint }), {
            maxOutputTokens: 60,
            seed,
          });

          const session = compileOrThrow(compiler, constraint)();
          const tokens = walk.cutBytes(text);
          expect(session.validate(tokens)).toBe(tokens.length);
          for (const token of tokens) session.commit(token);
          expect([report.ended, session.isAccepting()]).toEqual([
            expect.stringMatching(/complete|closed/),
            true,
          ]);
          expect(report.tokens).toBe(report.sampled + report.forced - report.takenBack);
        },
      ),
      { numRuns: 120 },
    );
  });

  test("is the same with and without drafts", async () => {
    const prompt = [..."the cat sat on the mat. the cat sat on the mat. "].map(code);
    // Likes to say what it has read: the letter that followed the last two.
    const parrot: Likely = (written) => {
      const all = [...prompt, ...written];
      const at = all.slice(0, -1).lastIndexOf(all.at(-1) ?? 0);
      return new Map([
        [all[at + 1] ?? 32, 0.9],
        [code("z"), 0.1],
      ]);
    };
    const set = constraintSet({ syntax: larkOf("start: /[a-z. ]{80}/") });
    for (const temperature of [0, 0.4, 1])
      for (const seed of [1, 2, 3]) {
        const request = { temperature, seed, maxOutputTokens: 90 };
        const drafting = holdFakeModel(parrot, { prompt });
        const plain = holdFakeModel(parrot, { prompt, isDrafting: false });
        const one = await answerHeld(drafting.model, set, request);
        const other = await answerHeld(plain.model, set, request);

        expect(one.text).toBe(other.text);
        expect(other.report.drafted).toBe(0);
        if (temperature === 0) {
          expect(one.report.draftsKept).toBeGreaterThan(20);
          expect(drafting.fake.passes.length).toBeLessThan(plain.fake.passes.length);
        }
      }
  });

  test("is closed in time, where the model would go on for ever", async () => {
    const lark = 'start: list\nlist: "[" (item ("," item)*)? "]"\nitem: list | /"[^"\\n]*"/';
    const { model } = holdFakeModel(always({ "[": 0.6, '"': 0.2, x: 0.2 }));

    for (const seed of [1, 2, 3, 4, 5]) {
      const { text, report, end } = await answerHeld(
        model,
        constraintSet({ syntax: larkOf(lark) }),
        { maxOutputTokens: 40, seed },
      );

      expect(JSON.parse(text)).toBeInstanceOf(Array);
      expect([report.ended, end.finishReason]).toEqual(["closed", "stop"]);
      expect(report.tokens).toBeLessThanOrEqual(40);
    }
  });

  test("says so where the limit comes before any end", async () => {
    const { model } = holdFakeModel(always({ a: 1 }));
    const set = constraintSet({ syntax: larkOf("start: /a{50}/") });

    const { text, report, end } = await answerHeld(model, set, { maxOutputTokens: 20 });

    expect(text).toMatch(/^a+$/);
    expect([report.ended, end.finishReason]).toEqual(["length", "length"]);
  });

  test("has no long runs of blanks, unless nothing else may follow", async () => {
    const { model } = holdFakeModel(always({ "\n": 0.9, a: 0.1 }));
    const free = await answerHeld(model, constraintSet({ syntax: larkOf("start: /[a\\n]{12}/") }), {
      temperature: 0,
    });
    const bound = await answerHeld(model, constraintSet({ syntax: larkOf("start: /\\n{9}a/") }));

    expect(free.text).toBe("\n\n\na".repeat(3));
    expect(bound.text).toBe(`${"\n".repeat(9)}a`);
  });

  test("begins with the prefix, and goes on in the middle of a token", async () => {
    const { model, fake } = holdFakeModel(
      (written) =>
        written.length === 0
          ? new Map([
              [code("x"), 0.9],
              [bytesVocabulary.size - 4, 0.05],
              [code("\n"), 0.05],
            ])
          : new Map([[code("a"), 1]]),
      { again: "\n" },
    );
    const set = constraintSet({ prefix: "f {\n", syntax: larkOf('start: " "{0,2} "a}"') });

    const { text } = await answerHeld(model, set, { answerStart: "```t\nf {\n" });

    expect(text).toMatch(/^```t\nf \{\n {0,2}a\}$/);
    expect(fake.passes.length).toBeGreaterThan(0);
  });

  test("is the model's own where nothing holds it", async () => {
    const { model } = holdFakeModel(always({ a: 1 }));

    const events = await Array.fromAsync(
      model.stream({ messages: [], temperature: 0 } as never, {}),
    );

    expect(events).toEqual([{ type: "text-delta", text: "written freely" }]);
  });
});

describe("faults", () => {
  test("an abort ends it with the signal's reason", async () => {
    const { model } = holdFakeModel(always({ a: 1 }));
    const set = constraintSet({ syntax: larkOf("start: /a{50}/") });
    const reason = new Error("enough");

    await expect(answerHeld(model, set, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("a fault of the model tells what had come", async () => {
    const { model } = holdFakeModel((written) => {
      if (written.length > 3) throw new (class extends Error {})("gone");
      return new Map([[code("a"), 1]]);
    });
    const set = constraintSet({ syntax: larkOf("start: /a{50}/") });

    const failed = await answerHeld(model, set).catch((error: unknown) => error);

    expect(isFault(failed)).toBe(false);
    expect(failed).toMatchObject({ message: "gone" });
  });
});
