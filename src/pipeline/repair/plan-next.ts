import type { Attempt } from "../../domain/attempt.ts";
import { isError, type SourceSpan } from "../../domain/diagnostic.ts";
import { missingPartOf } from "../../domain/missing-part.ts";
import { isSample, type Plan } from "../../domain/plan.ts";
import type { Specification } from "../../domain/specification.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { findBestAttempt } from "./rank-attempts.ts";

/** Temperatures of repeated samples: greedy first, then ever more adventurous, then round again. */
const SAMPLE_TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8] as const;

export interface PlanNextOptions {
  readonly samples: number;
  readonly repairs: number;
  readonly escalations: number;
  /** The run's seed; each attempt's own follows from it and from its number. */
  readonly seed: number;
  /** What is asked: a proof that the verifier did not finish is worth another try. @default anything else */
  readonly specification?: Pick<Specification, "kind"> | undefined;
}

/**
 * What to try after `attempts`, none of which was accepted; `undefined` when everything allowed has been tried.
 * Samples of the first prompt come first, then repairs of the attempt that came furthest; where nothing is wrong with
 * that but parts that are missing, only these are asked for. Each round is shown less than the one before. Repairing
 * stops early when a repair brings back the diagnostics that it was shown. Then a stronger model is asked to repair the
 * same attempt, where there is one, with rounds of repair of its own.
 */
export function planNext(attempts: readonly Attempt[], options: PlanNextOptions): Plan | undefined {
  const plan = chooseNext(attempts, options);
  if (plan === undefined) return undefined;
  const asksTheSame = ({ plan: earlier }: Attempt): boolean =>
    earlier.basis === plan.basis && earlier.escalation === plan.escalation;
  return {
    ...plan,
    seed: (options.seed + attempts.length) % 2 ** 31,
    draw: attempts.filter(asksTheSame).length,
  };
}

function chooseNext(
  attempts: readonly Attempt[],
  { samples, repairs, escalations, specification }: PlanNextOptions,
): Omit<Plan, "seed" | "draw"> | undefined {
  const sampled = attempts.filter(({ plan }) => isSample(plan)).length;
  if (sampled < samples) return planSample(sampled, samples);

  const isFormal = specification?.kind === "formal";
  // Only a rejection names mistakes: a timeout must not be shown to a model as one.
  const best = findBestAttempt(
    attempts.filter(
      (attempt) =>
        attempt.verdict.status === "rejected" || (isFormal && isUnfinishedProof(attempt)),
    ),
  );
  if (best === undefined) return undefined;
  const escalation = Math.max(...attempts.map(({ plan }) => plan.escalation));
  const repaired = attempts.filter(
    ({ plan }) => isRepair(plan) && plan.escalation === escalation,
  ).length;
  const basis = attempts.indexOf(best);
  const temperature = samples === 1 ? undefined : SAMPLE_TEMPERATURES[1];
  const why =
    best.verdict.status === "rejected"
      ? `the ${best.verdict.phase} phase refused attempt ${basis + 1}`
      : `the verifier did not finish with attempt ${basis + 1}`;
  const isStuck = isFormal ? repeatsErrors(attempts) : bringsNothingNew(attempts);
  if (repaired < repairs && !isStuck) {
    const shown = repaired === 0 ? "without-references" : "essentials";
    const common = { basis, temperature, escalation, shown } as const;
    return isOnlyIncomplete(best)
      ? { kind: "completion", reason: `parts of attempt ${basis + 1} are missing`, ...common }
      : { kind: "repair", reason: why, ...common };
  }
  if (escalation >= escalations) return undefined;
  const reason = `${why}, and repair is spent: a stronger model`;
  return {
    kind: "escalation",
    reason,
    basis,
    temperature,
    escalation: escalation + 1,
    shown: "all",
  };
}

const isRepair = ({ kind }: Plan): boolean => kind === "repair" || kind === "completion";

/** Whether each of its errors names a part that is missing from its candidate. */
const isOnlyIncomplete = ({ candidate, verdict }: Attempt): boolean =>
  candidate !== undefined &&
  verdict.phase === "response" &&
  verdict.diagnostics.filter(isError).every((each) => missingPartOf(each) !== undefined);

function planSample(sampled: number, samples: number): Omit<Plan, "seed" | "draw"> {
  const isFirst = sampled === 0;
  return {
    kind: isFirst ? "first" : "resample",
    reason: isFirst ? "the specification as it stands" : "the same prompt, other randomness",
    basis: undefined,
    temperature:
      samples === 1 ? undefined : SAMPLE_TEMPERATURES[sampled % SAMPLE_TEMPERATURES.length],
    escalation: 0,
    shown: "all",
  };
}

function bringsNothingNew(attempts: readonly Attempt[]): boolean {
  const last = attempts.at(-1);
  const basis = last?.plan.basis === undefined ? undefined : attempts[last.plan.basis];
  return last !== undefined && basis !== undefined && complaint(last) === complaint(basis);
}

/** Another proof of the same may be found in time. */
const isUnfinishedProof = ({ candidate, verdict }: Attempt): boolean =>
  candidate !== undefined &&
  verdict.status === "inconclusive" &&
  verdict.phase === "proof" &&
  (verdict.reason === "timeout" || verdict.reason === "memory");

/** Proofs that fail at the same place may be nearer than before: their errors may come back so often. */
const MOST_REPEATS = 1;

/**
 * Whether repair goes in circles: the errors of an earlier attempt are back. Those of a failed proof may come back once,
 * unless its text came back too.
 */
function repeatsErrors(attempts: readonly Attempt[]): boolean {
  const last = attempts.at(-1);
  if (last === undefined || isSample(last.plan)) return false;
  const { candidate, verdict } = last;
  const now = proofComplaint(last);
  const same = attempts.slice(0, -1).filter((earlier) => proofComplaint(earlier) === now);
  if (same.some((earlier) => earlier.candidate?.text === candidate?.text)) return true;
  // Samples that fail alike say nothing about repair: they count as one.
  const repairs = same.filter(({ plan }) => !isSample(plan)).length;
  const repeats = repairs + (repairs < same.length ? 1 : 0);
  const isFailedProof = verdict.status === "rejected" && verdict.phase === "proof";
  return repeats > (isFailedProof ? MOST_REPEATS : 0);
}

/** Verifiers say the same words of every proof that fails: the lines they speak of tell them apart. */
const proofComplaint = ({ candidate, verdict }: Attempt): string => {
  const lines = createLineIndex(candidate?.text ?? "");
  const lineOf = (span: SourceSpan | undefined): string =>
    span === undefined || span.file !== candidate?.path ? "" : lines.lineAt(span.start).trim();
  const errors = verdict.diagnostics
    .filter(isError)
    .map(({ code, category, message, span, related }) =>
      JSON.stringify([code, category, message, lineOf(span), related.map((it) => lineOf(it.span))]),
    );
  return JSON.stringify([verdict.status, [...new Set(errors)].sort()]);
};

/** The errors without their places: a mistake that moved is the same mistake. */
const complaint = ({ verdict }: Attempt): string =>
  JSON.stringify(
    verdict.diagnostics
      .filter(isError)
      .map(({ code, category, message }) => [code, category, message]),
  );
