/** How good a node is, as a number from 0 to 1 and its parts. */

import { CHECK_PHASES, type CheckPhase } from "../../domain/check-phase.ts";
import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import type { QualityScore, StageScore } from "../../domain/quality-score.ts";
import type { Verdict } from "../../domain/verdict.ts";

export const SCORE_STAGES = ["syntax", "types", "compliance", "stub", "security"] as const;
export type ScoreStage = (typeof SCORE_STAGES)[number];

const STAGES: Readonly<
  Record<ScoreStage, { readonly weight: number; readonly phase: CheckPhase }>
> = {
  syntax: { weight: 0.25, phase: "syntax" },
  types: { weight: 0.2, phase: "type" },
  compliance: { weight: 0.25, phase: "compliance" },
  stub: { weight: 0.15, phase: "compliance" },
  security: { weight: 0.15, phase: "security" },
};

/** What one finding takes off a stage; a text that cannot be parsed has nothing left. */
const COSTS: Readonly<Record<Severity, number>> = {
  error: 0.5,
  warning: 0.1,
  information: 0.02,
  hint: 0,
};

/** Rules that find what was not written out. */
const STUB_CODES = /^(?:QUA001|QUA002|SYN003)$/;
const EARLY_PHASES: ReadonlySet<CheckPhase> = new Set(["response", "guard", "syntax"]);

/** The stage that a finding counts for; `undefined` for examples and tests, which are no part of the score. */
function stageOf({ code, phase }: Diagnostic): ScoreStage | undefined {
  if (STUB_CODES.test(code ?? "")) return "stub";
  if (/^TYP\d/.test(code ?? "") || phase === "type" || phase === "signature") return "types";
  if (EARLY_PHASES.has(phase)) return "syntax";
  return phase === "compliance" || phase === "security" ? phase : undefined;
}

/**
 * The score of a verdict. A stage counts where a check of its phase ran, be it that it held or that it found something;
 * what a tool that is not here would have said counts as nothing, and is named.
 */
export function scoreNode({
  diagnostics,
  checks,
  notRun,
}: Pick<Verdict, "diagnostics" | "checks" | "notRun">): QualityScore {
  const ran = new Set([...checks, ...diagnostics].map(({ phase }) => phase));
  const stages = SCORE_STAGES.map((stage): StageScore => {
    const { weight, phase } = STAGES[stage];
    const found = diagnostics.filter((diagnostic) => stageOf(diagnostic) === stage);
    const atBest = rate(stage, found);
    const missing = notRun.find((check) => check.phase === phase);
    if (missing !== undefined) {
      const why = `${missing.tool} was not run: ${missing.why}`;
      return { stage, weight, value: undefined, atBest, why };
    }
    return hasRun(phase, ran)
      ? { stage, weight, value: atBest, atBest, why: describe(found) }
      : { stage, weight, value: undefined, atBest, why: "not run" };
  });
  return {
    value: sum(stages, ({ value = 0 }) => value),
    atBest: sum(stages, ({ atBest }) => atBest),
    stages,
  };
}

/** A check of a later phase says that the syntax held; of other phases it says nothing. */
const hasRun = (phase: CheckPhase, ran: ReadonlySet<CheckPhase>): boolean =>
  ran.has(phase) ||
  (phase === "syntax" &&
    [...ran].some((other) => EARLY_PHASES.has(other) || isLater(other, "syntax")));

const isLater = (one: CheckPhase, other: CheckPhase): boolean =>
  CHECK_PHASES.indexOf(one) > CHECK_PHASES.indexOf(other);

function rate(stage: ScoreStage, found: readonly Diagnostic[]): number {
  if (stage === "syntax" && found.some(({ severity }) => severity === "error")) return 0;
  const cost = found.reduce((total, { severity }) => total + COSTS[severity], 0);
  return round(Math.max(0, 1 - cost));
}

function describe(found: readonly Diagnostic[]): string {
  const count = (severity: Severity): number =>
    found.filter((diagnostic) => diagnostic.severity === severity).length;
  const parts = (["error", "warning"] as const).flatMap((severity) =>
    count(severity) === 0
      ? []
      : [`${count(severity)} ${severity}${count(severity) === 1 ? "" : "s"}`],
  );
  return parts.length === 0 ? "no finding" : parts.join(", ");
}

const sum = (stages: readonly StageScore[], valueOf: (stage: StageScore) => number): number =>
  round(stages.reduce((total, stage) => total + stage.weight * valueOf(stage), 0));

const round = (value: number): number => Math.round(value * 1000) / 1000;
