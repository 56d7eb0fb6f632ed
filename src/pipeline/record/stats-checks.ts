/** What a verdict says of the text that it judges, for statistics. */

import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";

/** How often something held, of the attempts of which it is known. */
export interface HeldCount {
  readonly held: number;
  readonly known: number;
}

export interface CheckedCounts {
  /** The answer held code, and it parses. */
  readonly parses: HeldCount;
  /** It is well typed; of languages whose checker knows types. */
  readonly types: HeldCount;
  /** Its examples and tests hold; of attempts that came so far. */
  readonly tests: HeldCount;
}

const NOTHING: HeldCount = { held: 0, known: 0 };
export const NO_CHECKS: CheckedCounts = { parses: NOTHING, types: NOTHING, tests: NOTHING };

export const addChecks = (counts: CheckedCounts, attempt: Attempt): CheckedCounts => ({
  parses: count(counts.parses, parses(attempt)),
  types: count(counts.types, isTyped(attempt)),
  tests: count(counts.tests, passesTests(attempt)),
});

const count = ({ held, known }: HeldCount, holds: boolean | undefined): HeldCount =>
  holds === undefined ? { held, known } : { held: held + Number(holds), known: known + 1 };

/** These look at a text before anybody has read it. */
const BEFORE_READING: ReadonlySet<string> = new Set(["guard", "lock"]);

function parses({ candidate, verdict }: Attempt): boolean | undefined {
  if (candidate === undefined) return false;
  const isRead = verdict.checks.some(({ phase }) => phase === "syntax" || phase === "type");
  if (verdict.status === "accepted" || isRead) return true;
  if (verdict.status === "inconclusive" || BEFORE_READING.has(verdict.phase)) return undefined;
  return !hasError({ verdict }, ["syntax"]);
}

function isTyped({ candidate, verdict }: Attempt): boolean | undefined {
  if (verdict.checks.some(({ phase }) => phase === "type")) return true;
  if (verdict.status !== "rejected" || candidate === undefined) return undefined;
  return verdict.phase === "type" || hasError({ verdict }, ["type"]) ? false : undefined;
}

function passesTests({ verdict }: Attempt): boolean | undefined {
  const isTest = (phase: string): boolean => phase === "example" || phase === "test";
  if (verdict.status === "rejected" && isTest(verdict.phase)) return false;
  const wereRun = verdict.checks.some(({ phase, count: run }) => isTest(phase) && run > 0);
  return verdict.status === "accepted" && wereRun ? true : undefined;
}

const hasError = ({ verdict }: Pick<Attempt, "verdict">, categories: readonly string[]): boolean =>
  verdict.diagnostics.some((one) => isError(one) && categories.includes(one.category));
