import type { Candidate } from "../domain/candidate.ts";
import type { Verdict } from "../domain/verdict.ts";
import { findLanguage, findProfile } from "../pipeline/prepare-run.ts";
import { validateCandidate } from "../pipeline/validation/validate-candidate.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { BrittlenessReport } from "../ports/formal-language.ts";
import type { BundledRun, BundleItem } from "./bundle.ts";
import { compareTools, type ToolChange } from "./compare-tools.ts";

export interface RecheckOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface Rechecked {
  readonly verdict: Verdict;
  /** Tools that are others than those it was sealed with. */
  readonly changes: readonly ToolChange[];
}

type RecheckEnvironment = Pick<CheckEnvironment, "languages" | "checkerFor">;

/**
 * The verdict of the programs that are here now on an item of a bundle.
 *
 * @throws {Fault} `language/unknown`, `usage/invalid`, `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function recheckItem(
  { candidate, specification, verdict: sealed, ...item }: BundleItem,
  environment: RecheckEnvironment,
  { timeoutMs, signal }: RecheckOptions,
): Promise<Rechecked> {
  const language = findLanguage(environment, item.language);
  const profile = findProfile(language, item.profile);
  const checker = await environment.checkerFor(language);
  const verdict = await validateCandidate(toCandidate(candidate, language.id), {
    checker,
    specification,
    profile,
    timeoutMs,
    signal,
  });
  const here = { tool: checker.tool, toolchain: checker.digest };
  return { verdict, changes: compareTools(sealed.checks, [...verdict.checks, here]) };
}

/**
 * How sure an accepted proof is; `undefined` where its checker cannot tell.
 *
 * @throws {Fault} `language/unknown`, `usage/invalid`, `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function testItem(
  { artifact, specification }: BundledRun,
  environment: RecheckEnvironment,
  { timeoutMs, signal }: RecheckOptions,
): Promise<BrittlenessReport | undefined> {
  const language = findLanguage(environment, artifact.evidence.language);
  const profile = findProfile(language, artifact.evidence.profile);
  const checker = await environment.checkerFor(language);
  const wishes = { specification, profile, timeoutMs, signal };
  return checker.testBrittleness?.(toCandidate(artifact, language.id), wishes);
}

const toCandidate = (
  { path, text, companions }: Pick<Candidate, "path" | "text" | "companions">,
  language: string,
): Candidate => ({ language, path, text, companions });
