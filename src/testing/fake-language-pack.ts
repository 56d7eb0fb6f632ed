/** A language whose verdicts are given in advance: for tests of what stands around a checker. */

import type { Candidate } from "../domain/candidate.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { Checker, LanguagePack } from "../ports/language-pack.ts";
import { diagnostic } from "./builders.ts";

export interface FakeLanguagePack extends LanguagePack {
  /** What its checker was asked to check, in order. */
  readonly checked: Candidate[];
}

const EXAMPLE = { title: "A sum", category: "sums", score: 1, reasons: ["it adds"] };

/** `judge` gives the verdict; the word `trust` is a bypass, and `too much` is more than its guard can look at. */
export function fakeLanguagePack(judge: (candidate: Candidate) => Verdict): FakeLanguagePack {
  const checked: Candidate[] = [];
  const checker: Checker = {
    tool: { name: "toy", version: "1" },
    async findBypasses({ path, text }, { signal }) {
      signal?.throwIfAborted();
      if (text.includes("too much")) {
        return [diagnostic({ category: "resource", phase: "guard" })];
      }
      const start = text.indexOf("trust");
      if (start < 0) return [];
      const span = { file: path, start, end: start + 5 };
      return [diagnostic({ category: "bypass", phase: "guard", span })];
    },
    async check(candidate, { signal }) {
      signal?.throwIfAborted();
      checked.push(candidate);
      return judge(candidate);
    },
    async [Symbol.asyncDispose]() {},
  };
  return {
    id: "toy",
    displayName: "Toy",
    fileExtensions: [".toy"],
    fenceTags: ["toy"],
    profiles: ["plain", "strict"],
    probes: { accepted: "1 + 1 = 2", rejected: "1 + 1 = 3", bypass: "trust me" },
    briefing: "Sums, one a line.",
    checked,
    selectExamples: async ({ text }, { budgetTokens = 1500, countTokens }) => ({
      examples: ["1 + 2 = 3", "2 + 2 = 4"].flatMap((sum, index) =>
        text.includes("example") && countTokens(sum) * (index + 1) <= budgetTokens
          ? [{ ...EXAMPLE, id: `sum-${index}`, text: sum, tokens: countTokens(sum) }]
          : [],
      ),
      omitted: [],
    }),
    renderAnswerStart: (signature) => `${signature}\n`,
    canRun: (_specification, sandbox) => sandbox !== undefined,
    probeToolchain: async () => ({ isReady: true, why: "it is a fake", help: undefined }),
    openChecker: async () => checker,
  };
}
