/** A language of proofs that is decided in advance: for tests of what stands around a verifier. */

import type { FormalSpecification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { BrittlenessReport, StubReport } from "../ports/formal-language.ts";
import type { Checker, CheckOptions, LanguagePack } from "../ports/language-pack.ts";
import { accepted, diagnostic, formalSpecification, inconclusive, rejected } from "./builders.ts";
import { fakeFormalLanguage } from "./fake-formal-language.ts";
import { fakeLanguagePack } from "./fake-language-pack.ts";

/** How a text is judged: by what its lines hold. */
type Judge = (text: string, options: CheckOptions) => Verdict;

export interface FakeFormalPack extends LanguagePack {
  readonly formal: NonNullable<LanguagePack["formal"]>;
  /** Texts that its verifier was asked about, in order. */
  readonly proved: string[];
}

export interface FakeFormalPackOptions {
  /** @default by the words `wrong`, `slow` and `nonsense` in the text */
  readonly judge?: Judge | undefined;
  /** @default one that resolves */
  readonly stub?: StubReport | undefined;
  readonly version?: string | undefined;
  /** @default `digest of` and its version */
  readonly digest?: string | undefined;
  readonly brittleness?: BrittlenessReport | undefined;
}

/**
 * Files are read as by `fakeFormalLanguage`; one without the word `promise` is refused, and `trust` in a slot is a bypass.
 */
export function fakeFormalPack(options: FakeFormalPackOptions = {}): FakeFormalPack {
  const { judge = judgeByWords, version = "1", stub, brittleness } = options;
  const proved: string[] = [];
  const base = fakeLanguagePack(() => accepted());
  const usable: StubReport = { isUsable: true, diagnostics: [], verifiedCount: 1 };
  const openChecker = async (machine: Parameters<LanguagePack["openChecker"]>[0]) => {
    const checker: Checker = {
      ...(await base.openChecker(machine)),
      tool: { name: "prover", version },
      digest: options.digest ?? `digest of ${version}`,
      async check({ text }, wishes) {
        wishes.signal?.throwIfAborted();
        proved.push(text);
        return withTool(judge(text, wishes), version);
      },
      examineStub: async () => stub ?? usable,
      ...(brittleness === undefined ? {} : { testBrittleness: async () => brittleness }),
    };
    return checker;
  };
  return {
    ...base,
    proved,
    openChecker,
    formal: {
      ...fakeFormalLanguage,
      lint: ({ path, text }) =>
        text.includes("promise")
          ? []
          : [
              diagnostic({
                message: "it promises nothing",
                span: { file: path, start: 0, end: 1 },
              }),
            ],
      findSlotBypasses: (_file, texts, path) =>
        [...texts.values()].some((text) => text.includes("trust"))
          ? [
              diagnostic({
                category: "bypass",
                phase: "guard",
                span: { file: path, start: 0, end: 1 },
              }),
            ]
          : [],
      trivialFills: ({ slots }) =>
        ["0", "x", "wrong"].map((text) => ({
          label: `gives ${text}`,
          texts: Object.fromEntries(slots.map(({ name }) => [name, `${text}\n`])),
        })),
    },
  };
}

const judgeByWords: Judge = (text) => {
  if (text.includes("wrong")) return rejected({ phase: "proof" });
  if (text.includes("nonsense")) return rejected({ phase: "syntax" });
  return text.includes("slow") ? inconclusive({ phase: "proof" }) : accepted({ phase: "proof" });
};

const withTool = (verdict: Verdict, version: string): Verdict => ({
  ...verdict,
  checks: verdict.checks.map((record) => ({
    ...record,
    phase: "proof" as const,
    tool: { name: "prover", version },
  })),
});

/** A file of contracts that it can use. */
export const promisingSpecification = (
  wishes: Partial<FormalSpecification> = {},
): FormalSpecification =>
  formalSpecification({
    name: "task",
    language: "toy",
    text: "More than zero.",
    path: "task.toy",
    source: "promise: more than zero\n// <vc-code>\nassume\n// </vc-code>\nend\n",
    ...wishes,
  });
