import { describe, expect, test } from "vitest";
import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import type { Observed } from "../../ports/language-pack.ts";
import { accepted, rejected } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import type { Draft } from "./draft.ts";
import { proveDraft } from "./prove-draft.ts";

const CALLS = [1, 2, 3, 4, 5, 6, 7];
const draft = (wishes: Partial<Draft> = {}): Draft => ({
  category: "sums",
  complexity: "simple",
  name: "f",
  title: "Double",
  text: "Double n.",
  signature: "f(n)",
  reference: "n * 2",
  slips: [
    { why: "off by one", text: "n * 2 + 1" },
    { why: "wrong from 5 on", text: "n < 5 ? n * 2 : 0" },
  ],
  calls: CALLS.map((n) => ({
    call: `f(${n})`,
    expected: { kind: "returns", expression: `${n * 2}` },
  })),
  ...wishes,
});

/** A leaf: nothing to put a mistake into. */
const leaf: SyntaxNode = {
  type: "program",
  isNamed: true,
  field: undefined,
  start: 0,
  end: 0,
  isMissing: false,
  parent: undefined,
  children: [],
  source: "",
};

/** A checker that calculates with `n`, and says `verdict` of every candidate. */
async function prove(wish: Draft, verdict = accepted()) {
  const checks = [
    { phase: "example", tool: { name: "toy", version: "1" }, count: 1, sandbox: "toy" } as const,
  ];
  const check = async () => (verdict.status === "accepted" ? { ...verdict, checks } : verdict);
  const checker = {
    tool: { name: "toy", version: "1" },
    findBypasses: async () => [],
    check,
    [Symbol.asyncDispose]: async () => undefined,
  };
  const observe = async (
    { text }: { readonly text: string },
    { calls }: { readonly calls: readonly string[] },
  ): Promise<Observed> =>
    text.includes("n")
      ? { isRun: true, outcomes: calls.map((call) => run(text, call)) }
      : { isRun: false, why: "it does not compile" };
  return proveDraft(wish, 1, {
    language: fakeLanguagePack(() => verdict),
    checker: { ...checker, observe },
    parse: async () => leaf,
    signal: undefined,
  });
}

function run(text: string, call: string) {
  const n = Number(/\d+/u.exec(call)?.[0]);
  const values: Readonly<Record<string, number>> = {
    "n * 2": n * 2,
    "n * 2 + 1": n * 2 + 1,
    "n < 5 ? n * 2 : 0": n < 5 ? n * 2 : 0,
    "n * 0": 0,
  };
  const value = values[text];
  return value === undefined ? undefined : ({ kind: "returned", value: `${value}` } as const);
}

const reasonOf = async (wish: Draft, verdict = accepted()) => {
  const proof = await prove(wish, verdict);
  return proof.isProved ? "proved" : proof.reason;
};

describe("proveDraft()", () => {
  test("keeps what is right, with wrong variants that each fail something hidden", async () => {
    const proof = await prove(draft());

    expect(proof).toMatchObject({ isProved: true });
    if (!proof.isProved) return;
    const { examples, hidden, wrong } = proof.task;
    expect(wrong.map(({ why }) => why)).toEqual(["off by one", "wrong from 5 on"]);
    // The subtle one passes all that is shown.
    expect(examples.map(({ call }) => call)).toEqual(["f(1)", "f(2)", "f(3)"]);
    expect(hidden.map(({ call }) => call)).toEqual(["f(4)", "f(5)", "f(6)", "f(7)"]);
  });

  test("finds by a run what no rule tells", async () => {
    const calls = CALLS.map((n) => ({ call: `f(${n})`, expected: undefined }));

    const proof = await prove(draft({ calls }));

    expect(proof).toMatchObject({
      task: { examples: [{ expected: { kind: "returns", expression: "2" } }, {}, {}] },
    });
  });

  test.each([
    ["reference-refused", { reference: "?" }],
    [
      "reference-disagrees",
      { calls: [{ call: "f(1)", expected: { kind: "returns", expression: "3" } }] },
    ],
    ["reference-disagrees", { calls: [{ call: "f(1)", expected: { kind: "throws", name: "E" } }] }],
    ["too-few-examples", { calls: draft().calls.slice(0, 5) }],
    [
      "too-few-examples",
      { reference: "n * 0", calls: CALLS.map((n) => ({ call: `f(${n})`, expected: undefined })) },
    ],
    ["too-few-wrong", { slips: draft().slips.slice(1) }],
    [
      "too-few-wrong",
      {
        slips: [
          ...draft().slips.slice(1),
          { why: "is no code", text: "?" },
          { why: "is the reference", text: "n * 2" },
        ],
      },
    ],
  ] as const)("drops as %s", async (reason, wishes) => {
    expect(await reasonOf(draft(wishes as Partial<Draft>))).toBe(reason);
  });

  test("drops what the checker refuses", async () => {
    expect(await reasonOf(draft(), rejected({ phase: "type" }))).toBe("reference-refused");
  });
});
