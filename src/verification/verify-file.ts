/** Files that claim to be proved → whether they still are. */

import type { Specification } from "../domain/specification.ts";
import { check, chooseLanguage, type FileVerdict } from "../pipeline/check.ts";
import { findLanguage, findProfile } from "../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { BrittlenessReport } from "../ports/formal-language.ts";
import { canonicalJson } from "../std/canonical-json.ts";
import { compareTools, type ToolChange } from "./compare-tools.ts";
import { type EvidenceState, readEvidence } from "./read-evidence.ts";

export interface VerifyFileOptions {
  /** Where its evidence would be. */
  readonly evidencePath: string;
  /** @default the one that its evidence was made for, else its text alone is judged */
  readonly specification?: Specification | undefined;
  /** @default the one of its evidence, else the language's first */
  readonly profile?: string | undefined;
  /** An accepted file is proved again, the solver going other ways. @default false */
  readonly isBrittlenessTested?: boolean | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface VerifiedFile extends FileVerdict {
  /** Where the specification that it was judged against came from. */
  readonly judgedAgainst: "given" | "recorded" | "its text alone";
  /** `undefined` where there is none. */
  readonly evidence: EvidenceState | undefined;
  /** Tools that are others than those of the evidence. */
  readonly changes: readonly ToolChange[];
  /** `undefined` where it was not asked for, or cannot be told. */
  readonly brittleness: BrittlenessReport | undefined;
  /** Broken is what is rejected now, and what no longer fits its evidence, whatever the verdict. */
  readonly standing: "holds" | "broken" | "inconclusive";
}

/**
 * The verdict on a file now, and whether its evidence still fits it. Whether a verdict may be a remembered one is the
 * environment's to say.
 *
 * @throws {Fault} `source/*`, `language/unknown`, `usage/invalid`, `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function verifyFile(
  file: string,
  environment: CheckEnvironment,
  options: VerifyFileOptions,
): Promise<VerifiedFile> {
  const { timeoutMs, signal } = options;
  const state = await readEvidence(file, options.evidencePath, environment);
  const specification = options.specification ?? state?.specification;
  const name = specification?.language ?? state?.evidence?.language;
  const language =
    name === undefined
      ? chooseLanguage(file, environment, undefined)
      : findLanguage(environment, name);
  const profile = findProfile(language, options.profile ?? state?.evidence?.profile);
  const wishes = { specification, profile, timeoutMs, signal };
  const judged = await check(file, environment, { ...wishes, language: language.id });

  const checker = await environment.checkerFor(language);
  const { text, companions, verdict } = judged;
  const isTested = options.isBrittlenessTested === true && verdict.status === "accepted";
  const brittleness = isTested
    ? await checker.testBrittleness?.(
        { language: language.id, path: file, text, companions },
        { specification, profile, timeoutMs, signal },
      )
    : undefined;
  const here = { tool: checker.tool, toolchain: checker.digest };
  const evidence = holdTo(options.specification, state, environment);
  const mismatches = evidence?.mismatches ?? [];
  return {
    ...judged,
    judgedAgainst: sourceOf(options.specification, state?.specification),
    evidence,
    changes: compareTools(state?.evidence?.checks ?? [], [...verdict.checks, here]),
    brittleness,
    standing: mismatches.length > 0 ? "broken" : STANDINGS[verdict.status],
  };
}

const STANDINGS = { accepted: "holds", rejected: "broken", inconclusive: "inconclusive" } as const;

/** Evidence of another specification than the one that is given says nothing about it. */
function holdTo(
  given: Specification | undefined,
  state: EvidenceState | undefined,
  { sha256 }: Pick<CheckEnvironment, "sha256">,
): EvidenceState | undefined {
  const named = state?.evidence?.specification.sha256;
  if (given === undefined || state === undefined || named === undefined) return state;
  if (sha256(canonicalJson(given)) === named) return state;
  const mismatch = "its evidence is of another specification than the one that is given";
  return { ...state, mismatches: [...state.mismatches, mismatch] };
}

function sourceOf(
  given: Specification | undefined,
  recorded: Specification | undefined,
): VerifiedFile["judgedAgainst"] {
  if (given !== undefined) return "given";
  return recorded === undefined ? "its text alone" : "recorded";
}

/** How many trials held, of how many: `3 of 5 held`. */
export const describeBrittleness = ({ trials }: BrittlenessReport): string =>
  `${trials.filter(({ outcome }) => outcome === "held").length} of ${trials.length} held`;
