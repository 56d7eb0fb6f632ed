import { describe, expect, test } from "vitest";
import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import type { Observed, ObserveOptions } from "../../ports/language-pack.ts";
import { accepted } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import type { Maker } from "./draft.ts";
import { measureDiversity } from "./measure-diversity.ts";
import { type SynthesizeOptions, synthesize, type Told } from "./synthesize.ts";

const WORDS = "amber birch cedar delta ember fjord grove harbor inlet juniper kestrel lagoon".split(
  " ",
);

/** Asks to add a number; what it is, and in which words it is asked, is drawn. */
const adding: Maker = (chooser) => {
  const more = chooser.whole(1, 30);
  const words = chooser.shuffled(WORDS).slice(0, 8).join(" ");
  return {
    category: more % 2 === 0 ? "even" : "odd",
    complexity: "simple",
    name: `add${more}`,
    title: "Add",
    text: `Add ${more} to n, ${words}.`,
    signature: "",
    reference: `${more}`,
    slips: [
      { why: "one more", text: `${more + 1}` },
      { why: "one less", text: `${more - 1}` },
    ],
    calls: [1, 2, 3, 4, 5, 6].map((n) => ({ call: `${n}`, expected: undefined })),
  };
};
/** All its calls come to the same. */
const constant: Maker = (chooser) => {
  const draft = adding(chooser);
  return (
    draft && {
      ...draft,
      name: "same",
      calls: draft.calls.map(() => ({ call: "1", expected: undefined })),
    }
  );
};

const leaf = { type: "program", children: [], source: "" } as unknown as SyntaxNode;
const checks = [
  { phase: "example", tool: { name: "toy", version: "1" }, count: 1, sandbox: "toy" },
];
const optionsWith = (wishes: Partial<SynthesizeOptions>): SynthesizeOptions => ({
  language: fakeLanguagePack(() => accepted()),
  checker: {
    tool: { name: "toy", version: "1" },
    findBypasses: async () => [],
    check: async () => ({ ...accepted(), checks }) as ReturnType<typeof accepted>,
    observe: async ({ text }, { calls }: ObserveOptions): Promise<Observed> => ({
      isRun: true,
      outcomes: calls.map((call) => ({
        kind: "returned",
        value: `${Number(call) + Number(text)}`,
      })),
    }),
    [Symbol.asyncDispose]: async () => undefined,
  },
  parse: async () => leaf,
  signal: undefined,
  wanted: 6,
  seed: 1,
  concurrency: 1,
  ...wishes,
});
const make = (makers: readonly Maker[], wishes: Partial<SynthesizeOptions> = {}) =>
  synthesize([{ makers, skipped: [] }], optionsWith(wishes));

describe("synthesize()", () => {
  test("makes the same tasks for the same seed, however many are proved at once", async () => {
    const one = await make([adding]);
    const many = await make([adding], { concurrency: 5 });
    const other = await make([adding], { seed: 2 });

    expect(one.tasks).toHaveLength(6);
    expect(many).toEqual(one);
    expect(other.tasks).not.toEqual(one.tasks);
  });

  test("gives every task an id of its own, and no two the same code", async () => {
    const { tasks, closest } = await make([adding], { wanted: 25 });

    expect(new Set(tasks.map(({ id }) => id)).size).toBe(25);
    expect(new Set(tasks.map(({ reference }) => reference)).size).toBe(25);
    expect(Math.max(...closest)).toBeLessThan(0.8);
  });

  test("ends where nothing new comes, and counts what was dropped", async () => {
    const told: Told[] = [];

    const made = await make([adding], { wanted: 100, onProof: (each) => told.push(each) });

    expect(made.tasks.length).toBeGreaterThan(20);
    expect(made.tasks.length).toBeLessThanOrEqual(30);
    const { "near-duplicate": alike = 0, ...others } = made.dropped;
    expect(others).toEqual({});
    expect(made.drafts).toBe(made.tasks.length + alike);
    expect(told.filter(({ kind }) => kind === "task")).toHaveLength(made.tasks.length);
  });

  test("ends where nothing can be proved", async () => {
    const made = await make([constant]);

    expect(made.tasks).toEqual([]);
    expect(made.dropped["too-few-examples"]).toBeGreaterThan(0);
    expect(measureDiversity(made)).toMatchObject({
      closestMedian: 0,
      closestMost: 0,
      categories: {},
    });
  });

  test("makes nothing of nothing", async () => {
    expect(await make([])).toMatchObject({ tasks: [], drafts: 0 });
    expect(await make([() => undefined])).toMatchObject({ tasks: [], drafts: 0 });
  });

  test("ends with the signal's own reason", async () => {
    const reason = new Error("stop");

    await expect(make([adding], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("measureDiversity()", () => {
  test("counts categories, complexities and words", async () => {
    const made = await make([adding]);

    const { categories, complexities, medianWords, differentWords, nearDuplicateShare } =
      measureDiversity(made);

    expect((categories["even"] ?? 0) + (categories["odd"] ?? 0)).toBe(6);
    expect(complexities).toEqual({ simple: 6, moderate: 0, complex: 0 });
    expect(medianWords).toBe(11);
    expect(differentWords).toBeLessThanOrEqual(WORDS.length + 3);
    expect(nearDuplicateShare).toBeCloseTo(1 - 6 / made.drafts);
  });
});
