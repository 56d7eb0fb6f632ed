import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Turn } from "../domain/conversation.ts";
import { isFault } from "../domain/fault.ts";
import { arbitraryBranch } from "../testing/arbitrary-branch.ts";
import {
  type FitConversationOptions,
  type FittedConversation,
  fitConversation,
  TOKENS_A_TURN,
} from "./fit-conversation.ts";

const countTokens = (text: string): number => text.length;
const cost = (turns: readonly Turn[]): number =>
  turns.reduce((sum, { text }) => sum + countTokens(text) + TOKENS_A_TURN, 0);
const pinnedOf = (turns: readonly Turn[]): readonly Turn[] =>
  turns.filter(({ isPinned }) => isPinned);
const turn = (id: string, wishes: Partial<Turn> = {}): Turn => ({
  id,
  parent: undefined,
  role: "user",
  text: id,
  isPinned: false,
  replaces: [],
  at: "2026-01-01T00:00:00.000Z",
  model: undefined,
  usage: undefined,
  ...wishes,
});
const summary = (text: string): Turn => turn("sum", { text });

const fit = async (
  branch: readonly Turn[],
  budgetTokens: number,
  summarise?: FitConversationOptions["summarise"],
): Promise<FittedConversation | "refused"> => {
  try {
    return await fitConversation(branch, { countTokens, budgetTokens, summarise });
  } catch (error) {
    if (isFault(error, "model/context-too-long")) return "refused";
    throw error;
  }
};

const budget = fc.nat(600);
/** Summaries of every length: some too long to be of use. */
const summarise = fc.option(
  fc.nat(300).map((length) => async () => summary("s".repeat(length))),
  { nil: undefined },
);

describe("fitConversation()", () => {
  test("never goes over the budget, keeps what is pinned byte for byte, and refuses only where that does not fit", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBranch, budget, summarise, async (branch, budgetTokens, write) => {
        const fitted = await fit(branch, budgetTokens, write);

        const pinned = pinnedOf(branch);
        if (fitted === "refused") expect(cost(pinned)).toBeGreaterThan(budgetTokens);
        else {
          expect(pinnedOf(fitted.turns)).toEqual(pinned);
          expect(cost(fitted.turns)).toBe(fitted.tokens);
          expect(fitted.tokens).toBeLessThanOrEqual(budgetTokens);
        }
      }),
    );
  });

  test("keeps the order, and every turn is shown, or left out and spoken of", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBranch, budget, summarise, async (branch, budgetTokens, write) => {
        const fitted = await fit(branch, budgetTokens, write);
        fc.pre(fitted !== "refused");

        const shown = fitted.turns.filter((one) => one !== fitted.summary);
        expect(shown).toEqual(branch.filter((one) => shown.includes(one)));
        expect(fitted.omitted).toEqual(branch.filter((one) => !shown.includes(one)));
        if (fitted.summary !== undefined) {
          expect(fitted.summary.replaces).toEqual(fitted.omitted.map(({ id }) => id));
          expect(fitted.summary.parent).toBe(branch.at(-1)?.id);
        }
      }),
    );
  });

  test("leaves out whole exchanges, the oldest first", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), budget, async (count, budgetTokens) => {
        const branch = Array.from({ length: count }, (_, at) => [
          turn(`q${at}`, { text: "q".repeat(20) }),
          turn(`a${at}`, { role: "assistant", text: "a".repeat(20) }),
        ]).flat();

        const fitted = await fit(branch, budgetTokens);

        expect(fitted).not.toBe("refused");
        if (fitted === "refused") return;
        const kept = Math.min(count, Math.floor(budgetTokens / (2 * (20 + TOKENS_A_TURN))));
        expect(fitted.turns).toEqual(branch.slice((count - kept) * 2));
      }),
    );
  });

  test("parts a pinned turn from what was said beside it only as the last resort", async () => {
    const pinned = turn("p", { isPinned: true, text: "p".repeat(20) });
    const beside = turn("b", { role: "assistant", text: "b".repeat(20) });
    const later = turn("l", { text: "l".repeat(20) });

    const roomy = await fit([pinned, beside, later], 60);
    const tight = await fit([pinned, beside, later], 30);

    expect(roomy).toMatchObject({ turns: [pinned, beside], omitted: [later] });
    expect(tight).toMatchObject({ turns: [pinned], omitted: [beside, later] });
  });

  test("puts a summary in the place of what it replaces", async () => {
    const file = turn("file", { isPinned: true, text: "f".repeat(50) });
    const old = turn("q1", { text: "q".repeat(100) });
    const answer = turn("a1", { role: "assistant", text: "a".repeat(100) });
    const recent = turn("q2", { text: "recent" });
    const asked: (readonly Turn[])[] = [];

    const fitted = await fit([file, old, answer, recent], 160, async (turns, { maxTokens }) => {
      asked.push(turns);
      expect(maxTokens).toBe(40 - TOKENS_A_TURN);
      return summary("short");
    });

    expect(asked).toEqual([[old, answer]]);
    expect(fitted).toMatchObject({
      turns: [file, { id: "sum", replaces: ["q1", "a1"], isPinned: false }, recent],
      omitted: [old, answer],
    });
  });

  test("shows a stored summary instead of what it replaces, and the latest one of all", async () => {
    const [one, two, three] = [turn("one"), turn("two"), turn("three")];
    const first = turn("s1", { replaces: ["one"] });
    const second = turn("s2", { replaces: ["s1", "two"] });
    const pinned = turn("p", { isPinned: true });

    const fitted = await fit([pinned, one, two, first, three, second], 1000);

    expect(fitted).toMatchObject({ turns: [pinned, second, three] });
  });

  test("never lets a summary stand for what is pinned", async () => {
    const pinned = turn("p", { isPinned: true });

    const fitted = await fit([pinned, turn("s", { replaces: ["p"] })], 1000);

    expect(fitted).toMatchObject({ turns: [pinned, { id: "s" }] });
  });

  test.each(["", "s".repeat(200)])(
    "leaves out where the summary is of no use: %j",
    async (text) => {
      const branch = [turn("q1", { text: "q".repeat(200) }), turn("q2", { text: "recent" })];

      const fitted = await fit(branch, 180, async () => summary(text));

      expect(fitted).toMatchObject({
        turns: [branch[1]],
        omitted: [branch[0]],
        summary: undefined,
      });
    },
  );

  test("asks for no summary while everything fits", async () => {
    const fitted = await fit([turn("a")], 1000, () => Promise.reject(new Error("asked")));

    expect(fitted).toMatchObject({ summary: undefined, omitted: [] });
  });
});
