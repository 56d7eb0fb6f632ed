/** Draft → task, where everything that a task promises was seen to hold. */

import type { Candidate } from "../../domain/candidate.ts";
import type { ExampleResult } from "../../domain/example-result.ts";
import type { Example } from "../../domain/specification.ts";
import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { validateCandidate } from "../../pipeline/validation/validate-candidate.ts";
import type { Checker, LanguagePack, Observed } from "../../ports/language-pack.ts";
import { type Chooser, createChooser } from "./chooser.ts";
import type { Draft, DraftCall } from "./draft.ts";
import { mutateCode } from "./mutate-code.ts";
import { type FoundWrong, splitExamples } from "./split-examples.ts";
import type { SyntheticTask } from "./synthetic-task.ts";
import { toProse } from "./to-prose.ts";

/** Why a draft becomes no task. */
export const DROP_REASONS = {
  "near-duplicate": "too much like another one",
  "reference-refused": "the checker refuses its reference",
  "reference-disagrees": "its reference does something else than its rules say",
  "too-few-examples":
    "too few of its calls come to an end that can be written down, or all come to the same",
  "too-few-wrong": "fewer than two wrong variants fail a hidden example",
} as const;
export type DropReason = keyof typeof DROP_REASONS;

export type Proof =
  | { readonly isProved: true; readonly task: Omit<SyntheticTask, "id"> }
  | { readonly isProved: false; readonly reason: DropReason; readonly why: string };

export interface ProofParts {
  readonly language: LanguagePack;
  readonly checker: Checker & Required<Pick<Checker, "observe">>;
  /** The tree of code, to put mistakes into. */
  parse(text: string): Promise<SyntaxNode>;
  readonly signal: AbortSignal | undefined;
}

const TIMEOUT_MS = 60_000;
const LEAST_EXAMPLES = 6;
const LEAST_WRONG = 2;
const MOST_WRONG = 3;
/** A draft for which so many wrong variants pass is one whose calls tell too little. */
const MOST_TRIED = 9;

/** Runs the reference and its wrong variants in the sandbox; `seed` decides which mistakes are tried. */
export async function proveDraft(draft: Draft, seed: number, parts: ProofParts): Promise<Proof> {
  const seen = await observe(draft.reference, draft.calls, parts);
  if (!seen.isRun) return drop("reference-refused", seen.why);
  const examples: Example[] = [];
  for (const [at, { call, expected }] of draft.calls.entries()) {
    const found = toExpected(seen.outcomes[at]);
    if (expected !== undefined && !isSame(expected, seen.outcomes[at]))
      return drop("reference-disagrees", `${call}: ${JSON.stringify([expected, found])}`);
    if (found !== undefined) examples.push({ call, expected: expected ?? found });
  }
  const ends = new Set(examples.map(({ expected }) => JSON.stringify(expected)));
  if (examples.length < LEAST_EXAMPLES || ends.size < 2)
    return drop("too-few-examples", `${examples.length} examples, ${ends.size} outcomes`);

  const wrong = await findWrong(draft, examples, createChooser(seed), parts);
  const split = splitExamples(examples, wrong);
  const failing = wrong.filter(({ fails }) => split.hidden.some((example) => fails.has(example)));
  if (failing.length < LEAST_WRONG)
    return drop("too-few-wrong", `${failing.length} of ${wrong.length}`);

  const task = {
    ...draft,
    examples: split.shown,
    hidden: split.hidden,
    wrong: failing.map(({ slip }) => slip),
  };
  const refusal = await refuse(task, parts);
  if (refusal !== undefined) return drop("reference-refused", refusal);
  const { category, complexity, title, text, signature, reference, hidden } = task;
  return {
    isProved: true,
    task: {
      ...{ category, complexity, title, text, signature, reference, hidden },
      examples: task.examples,
      wrong: task.wrong,
    },
  };
}

const drop = (reason: DropReason, why: string): Proof => ({ isProved: false, reason, why });

async function findWrong(
  { slips, reference }: Draft,
  examples: readonly Example[],
  chooser: Chooser,
  parts: ProofParts,
): Promise<readonly FoundWrong[]> {
  const found: FoundWrong[] = [];
  const known = new Set([reference]);
  const candidates = [...slips, ...mutateCode(await parts.parse(reference), chooser)];
  let tried = 0;
  for (const slip of candidates) {
    if (found.length === MOST_WRONG || tried === MOST_TRIED) break;
    if (known.has(slip.text)) continue;
    known.add(slip.text);
    tried += 1;
    const seen = await observe(slip.text, examples, parts);
    if (!seen.isRun) continue;
    const fails = examples.filter(({ expected }, at) => !isSame(expected, seen.outcomes[at]));
    if (fails.length > 0) found.push({ slip, fails: new Set(fails) });
  }
  return found;
}

const observe = (
  text: string,
  calls: readonly Pick<DraftCall, "call">[],
  { checker, language, signal }: ProofParts,
): Promise<Observed> =>
  checker.observe(candidateOf(text, language), {
    calls: calls.map(({ call }) => call),
    profile: language.profiles[0],
    timeoutMs: TIMEOUT_MS,
    signal,
  });

const candidateOf = (text: string, { id, fileExtensions }: LanguagePack): Candidate => ({
  language: id,
  path: `synthetic${fileExtensions[0]}`,
  text,
  companions: [],
});

/** The checker's word on the reference, under its strictest profile; `undefined` for an acceptance. */
async function refuse(
  task: Omit<SyntheticTask, "id">,
  { checker, language, signal }: ProofParts,
): Promise<string | undefined> {
  const verdict = await validateCandidate(candidateOf(task.reference, language), {
    checker,
    specification: toProse({ ...task, examples: [...task.examples, ...task.hidden] }, language.id),
    profile: language.profiles.at(-1) ?? language.profiles[0],
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (verdict.status === "accepted" && verdict.checks.some(({ phase }) => phase === "example"))
    return undefined;
  return verdict.diagnostics[0]?.message ?? `it is ${verdict.status} in the ${verdict.phase} phase`;
}

function toExpected(outcome: ExampleResult | undefined): Example["expected"] | undefined {
  if (outcome === undefined) return undefined;
  return outcome.kind === "returned"
    ? { kind: "returns", expression: outcome.value }
    : { kind: "throws", name: outcome.names.find((name) => /^[\w$.]+$/u.test(name)) };
}

function isSame(expected: Example["expected"], outcome: ExampleResult | undefined): boolean {
  if (outcome === undefined) return false;
  if (expected.kind === "returns")
    return outcome.kind === "returned" && outcome.value === expected.expression;
  return (
    outcome.kind === "threw" &&
    (expected.name === undefined || outcome.names.includes(expected.name))
  );
}
