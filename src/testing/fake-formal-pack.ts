/** A language of proofs that is decided in advance: for tests of what stands around a verifier. */

import type { Slot } from "../domain/slot.ts";
import type { FormalSpecification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { BrittlenessReport, StubReport } from "../ports/formal-language.ts";
import type { Checker, CheckOptions, LanguagePack } from "../ports/language-pack.ts";
import { accepted, diagnostic, inconclusive, rejected } from "./builders.ts";
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

/** Open places are written `[name]…[/name]`, an import `import FILE`; `trust` in a slot is a bypass. */
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
      readSlots,
      readDeclarations: () => [],
      readImports: (text) =>
        [...text.matchAll(/^import (\S+)$/gm)].map(([, path = ""]) => ({ target: path, path })),
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

function readSlots(text: string): readonly Slot[] {
  return [...text.matchAll(/\[(\w+)\]([^[]*)\[\/\1\]/g)].map((found) => {
    const [, name = "", inside = ""] = found;
    const start = found.index + name.length + 2;
    return { name, role: "body" as const, start, end: start + inside.length };
  });
}

const SOURCE = "promise: more than zero\n[body]\nassume\n[/body]\nend\n";

/** A file of contracts in that language. */
export const formalSpecification = (
  wishes: Partial<FormalSpecification> = {},
): FormalSpecification => {
  const source = wishes.source ?? SOURCE;
  return {
    kind: "formal",
    name: "task",
    language: "toy",
    text: "More than zero.",
    signature: undefined,
    examples: [],
    requirements: [],
    contextFiles: [],
    testFiles: [],
    companions: [],
    path: "task.toy",
    source,
    slots: readSlots(source),
    ...wishes,
  };
};
