import type { Candidate } from "../../../domain/candidate.ts";
import type { BrittlenessReport } from "../../../ports/formal-language.ts";
import type { CheckOptions } from "../../../ports/language-pack.ts";
import { type Court, check } from "./check.ts";

const SEEDS = [1, 2, 3] as const;

/** Proves a candidate again with other seeds of the solver, and in half the time. */
export async function testBrittleness(
  candidate: Candidate,
  options: CheckOptions,
  court: Court,
): Promise<BrittlenessReport> {
  const trials = [
    ...SEEDS.map((seed) => ({
      label: `seed ${seed}`,
      variation: { seed },
      timeoutMs: options.timeoutMs,
    })),
    { label: "half the time", variation: {}, timeoutMs: Math.ceil(options.timeoutMs / 2) },
  ];
  const run = async ({ label, variation, timeoutMs }: (typeof trials)[number]) => {
    const start = court.machine.clock.elapsed();
    const { status } = await check(candidate, { ...options, timeoutMs }, court, variation);
    const outcome = OUTCOMES[status];
    return { label, outcome, timeMs: Math.round(court.machine.clock.elapsed() - start) };
  };
  return { trials: await Promise.all(trials.map(run)) };
}

const OUTCOMES = { accepted: "held", rejected: "failed", inconclusive: "inconclusive" } as const;
