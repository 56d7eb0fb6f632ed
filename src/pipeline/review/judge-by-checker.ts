import { CHECK_PHASES, type CheckPhase } from "../../domain/check-phase.ts";
import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import type { FindingStatus } from "../../domain/finding.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { AskedRequirement } from "./list-requirements.ts";

/** What the checker says about one requirement. */
export interface CheckerDecision {
  readonly status: FindingStatus;
  readonly reason: string;
  /** What it rests on, where it is violated. */
  readonly diagnostic: Diagnostic | undefined;
}

export interface JudgeByCheckerOptions {
  /** On the whole specification, as far as it can be run here. */
  readonly verdict: Verdict;
  /** Why what a phase runs cannot be run here; `undefined` where it can. */
  readonly whyNotRun: (phase: CheckPhase) => string | undefined;
  /** Judges the file by a part of the specification. */
  readonly judge: (specification: Specification) => Promise<Verdict>;
}

/**
 * Decides what the checker can decide, by requirement id. The check stops at the first phase that refuses: what was
 * asked for in the same phase is then run one by one.
 */
export async function judgeByChecker(
  requirements: readonly AskedRequirement[],
  options: JudgeByCheckerOptions,
): Promise<ReadonlyMap<string, CheckerDecision>> {
  const decisions = new Map<string, CheckerDecision>();
  for (const requirement of requirements) {
    const decision = await decide(requirement, options);
    if (decision !== undefined) decisions.set(requirement.id, decision);
  }
  return holdToVerdict(requirements, decisions, options.verdict);
}

async function decide(
  { kind, phase, alone }: AskedRequirement,
  { verdict, whyNotRun, judge }: JudgeByCheckerOptions,
): Promise<CheckerDecision | undefined> {
  if (phase === undefined) return undefined;
  const why = alone === undefined ? undefined : whyNotRun(phase);
  if (why !== undefined) return unclear(`It was not run: ${why}`);
  const position = comparePhases(phase, verdict.phase);
  const isPassed = verdict.status === "accepted" || position < 0;
  if (kind === "checker") return isPassed ? met("It was checked") : fromVerdict(verdict);
  if (isPassed)
    return holds(verdict, phase)
      ? met("It was checked")
      : unclear("The checker says nothing about it");
  if (position > 0) return unclear(`It was not reached: ${describe(verdict)}`);
  return alone === undefined ? fromVerdict(verdict) : readAlone(await judge(alone), phase);
}

/** One thing was run, and nothing else. */
function readAlone(verdict: Verdict, phase: CheckPhase): CheckerDecision {
  if (verdict.status === "accepted")
    return holds(verdict, phase) ? met("It was run") : unclear("The checker did not run it");
  return comparePhases(phase, verdict.phase) > 0
    ? unclear(`It was not reached: ${describe(verdict)}`)
    : fromVerdict(verdict);
}

/** A red check must stay red: where no single thing explains the verdict, the checker's own line carries it. */
function holdToVerdict(
  requirements: readonly AskedRequirement[],
  decisions: ReadonlyMap<string, CheckerDecision>,
  verdict: Verdict,
): ReadonlyMap<string, CheckerDecision> {
  const wanted: FindingStatus =
    verdict.status === "accepted" ? "met" : verdict.status === "rejected" ? "violated" : "unclear";
  const isTold =
    wanted === "met" || [...decisions.values()].some(({ status }) => status === wanted);
  const own = requirements.find(({ kind }) => kind === "checker");
  if (isTold || own === undefined) return decisions;
  return new Map([...decisions, [own.id, fromVerdict(verdict)]]);
}

const fromVerdict = (verdict: Verdict): CheckerDecision => {
  const diagnostic = verdict.diagnostics.find(isError) ?? verdict.diagnostics[0];
  const reason = describe(verdict);
  return { status: verdict.status === "rejected" ? "violated" : "unclear", reason, diagnostic };
};

function describe({ phase, diagnostics, ...verdict }: Verdict): string {
  const [first] = [...diagnostics.filter(isError), ...diagnostics];
  const how =
    verdict.status === "inconclusive"
      ? `the ${phase} phase could not decide (${verdict.reason})`
      : `the ${phase} phase refused it`;
  return first === undefined ? how : `${how}: ${first.message.split("\n")[0]}`;
}

const holds = ({ checks }: Verdict, phase: CheckPhase): boolean =>
  checks.some((check) => check.phase === phase && check.count > 0);

const comparePhases = (a: CheckPhase, b: CheckPhase): number =>
  CHECK_PHASES.indexOf(a) - CHECK_PHASES.indexOf(b);

const met = (reason: string): CheckerDecision => ({ status: "met", reason, diagnostic: undefined });
const unclear = (reason: string): CheckerDecision => ({
  status: "unclear",
  reason,
  diagnostic: undefined,
});
