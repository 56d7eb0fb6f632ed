/** How much a file of contracts asks for: whether doing nothing would be proved as well. */

import type { Candidate } from "../domain/candidate.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { fillSlots } from "../domain/slot.ts";
import type { FormalSpecification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import { type PreflightOptions, preflight } from "../pipeline/preflight.ts";
import { findProfile } from "../pipeline/prepare-run.ts";
import { validateCandidate } from "../pipeline/validation/validate-candidate.ts";
import type { Clock } from "../ports/clock.ts";
import type { TrivialFill } from "../ports/formal-language.ts";

export interface ProbeOptions extends PreflightOptions {
  readonly clock: Clock;
  /** For all trials together; what is left after it is not tried. */
  readonly budgetMs: number;
  /** @default the language's first */
  readonly profile?: string | undefined;
  /** Hears of each trial before it is made. @default nobody hears */
  readonly onTrial?: ((fill: TrivialFill) => void) | undefined;
}

/** A trivial body, and what became of it. */
export interface ProbeTrial extends TrivialFill {
  readonly status: Verdict["status"];
  /** The phase that decided. */
  readonly phase: Verdict["phase"];
  readonly timeMs: number;
}

export interface ProbeReport {
  /** Weak is what a body proves that does no work; strong is what refused all of them, by proof. */
  readonly strength: "strong" | "weak" | "refused" | "inconclusive";
  readonly why: string;
  /** What was said of the file itself. */
  readonly diagnostics: readonly Diagnostic[];
  readonly trials: readonly ProbeTrial[];
  /** Trials that there was no time for. */
  readonly untried: number;
}

/**
 * Tries trivial bodies against a specification, by the language's own checker.
 *
 * @throws {Fault} `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function probeSpecification(
  specification: FormalSpecification,
  options: ProbeOptions,
): Promise<ProbeReport> {
  const { language, clock, budgetMs } = options;
  const startedAt = clock.elapsed();
  const { status, diagnostics } = await preflight(specification, options);
  if (status !== "usable") {
    const strength = status === "refused" ? "refused" : "inconclusive";
    const why = PREFLIGHT_REASONS[status];
    return { strength, why, diagnostics, trials: [], untried: 0 };
  }
  const fills = language.formal?.trivialFills(specification) ?? [];
  const trials: ProbeTrial[] = [];
  for (const fill of fills) {
    if (clock.elapsed() - startedAt >= budgetMs) break;
    options.onTrial?.(fill);
    trials.push(await tryFill(fill, specification, options));
  }
  const untried = fills.length - trials.length;
  return { ...conclude(trials, untried), diagnostics, trials, untried };
}

const PREFLIGHT_REASONS = {
  refused: "the file cannot be used as a specification",
  unclear: "its checker came to no end with the open places left open",
} as const;

async function tryFill(
  fill: TrivialFill,
  specification: FormalSpecification,
  { checker, language, clock, timeoutMs, signal, profile }: ProbeOptions,
): Promise<ProbeTrial> {
  const candidate: Candidate = {
    language: language.id,
    path: specification.path,
    text: fillSlots(specification, new Map(Object.entries(fill.texts))),
    companions: [],
  };
  const startedAt = clock.elapsed();
  const { status, phase } = await validateCandidate(candidate, {
    checker,
    specification,
    profile: findProfile(language, profile),
    timeoutMs,
    signal,
  });
  return { ...fill, status, phase, timeMs: Math.round(clock.elapsed() - startedAt) };
}

function conclude(
  trials: readonly ProbeTrial[],
  untried: number,
): Pick<ProbeReport, "strength" | "why"> {
  const labels = trials.filter(({ status }) => status === "accepted").map(({ label }) => label);
  if (labels.length > 0)
    return { strength: "weak", why: `proved by a body that ${labels.join("; by one that ")}` };
  const undecided = trials.filter(({ status }) => status === "inconclusive").length;
  if (untried > 0 || undecided > 0) {
    const why = `${undecided} of ${trials.length} trials came to no end, ${untried} were not made for want of time`;
    return { strength: "inconclusive", why };
  }
  // What does not even compile was refused for another reason than the contracts.
  const refuted = trials.filter(({ phase }) => phase === "proof").length;
  return refuted > 0
    ? { strength: "strong", why: `${refuted} trivial bodies were refused by proof` }
    : { strength: "inconclusive", why: "no trivial body fits it, so none could be tried" };
}
