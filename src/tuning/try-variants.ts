/** Runs the text in use and its variants against each other, pair by pair. */

import type { Outcome, RunEvent } from "../domain/run.ts";
import type { Specification } from "../domain/specification.ts";
import type { TextRecord } from "../pipeline/measure-texts.ts";
import type { PrepareRunOptions } from "../pipeline/prepare-run.ts";
import { generateEvents } from "../pipeline/run.ts";
import { summarizeRun } from "../pipeline/summarize-run.ts";
import type { Environment } from "../ports/environment.ts";
import type { PromptTemplates } from "../ports/prompt-templates.ts";
import {
  type Comparison,
  judgePairs,
  mayStillWin,
  type Pair,
  type RunResult,
} from "./judge-pairs.ts";
import { wordWith } from "./word-with.ts";

export interface TriedText {
  /** `instructions@1-tuned-1`. */
  readonly id: string;
  readonly recordedId: string;
}

export interface TryVariantsOptions {
  readonly section: string;
  readonly used: TriedText;
  readonly variants: readonly TriedText[];
  /** Knows all of these texts. */
  readonly templates: PromptTemplates;
  readonly specifications: readonly Specification[];
  /** Times that each specification is tried, each with a seed of its own. */
  readonly rounds: number;
  readonly seed: number;
  /** Runs that may be made in all. @default no limit */
  readonly maxRuns?: number | undefined;
  readonly wishes: Pick<PrepareRunOptions, "limits" | "profile">;
  readonly signal: AbortSignal | undefined;
}

/** What the runs worded by one text came to. */
export type TextTally = Omit<TextRecord, "section">;

export interface Trial {
  /** Why it ended: all pairs are there, or what may be used up was. */
  readonly ended: "decided" | "money" | "runs";
  /** The text in use first. */
  readonly tallies: readonly TextTally[];
  /** By variant, in their order; `hasGivenUp` where it was left early, since it could win no more. */
  readonly comparisons: readonly (Comparison & {
    readonly id: string;
    readonly hasGivenUp: boolean;
  })[];
}

/** A run of the trial has ended. */
export interface TrialEvent {
  readonly runId: string;
  readonly text: string;
  readonly specification: string;
  /** From 1. */
  readonly round: number;
  readonly result: RunResult;
  readonly run: number;
  /** Runs that may still follow. */
  readonly left: number;
}

/**
 * Both texts of a pair get the same specification and seed. Every run is in the journal, however the trial ends.
 *
 * @throws {Fault} when the world fails.
 * @throws `options.signal.reason` when aborted.
 */
export async function* tryVariants(
  environment: Environment,
  options: TryVariantsOptions,
): AsyncGenerator<TrialEvent, Trial> {
  const { used, variants, specifications, rounds, maxRuns = Number.POSITIVE_INFINITY } = options;
  const tallies = new Map([used, ...variants].map(({ id }) => [id, emptyTally(id)]));
  const pairs = new Map<string, Pair[]>(variants.map(({ id }) => [id, []]));
  const family = { variants: variants.length };
  const wanted = rounds * specifications.length;
  let alive = variants;
  let run = 0;
  let done = 0;
  const end = (ended: Trial["ended"]): Trial => ({
    ended,
    tallies: [...tallies.values()],
    comparisons: variants.map(({ id }) => ({
      id,
      ...judgePairs(pairs.get(id) ?? [], family),
      hasGivenUp: !alive.some((each) => each.id === id),
    })),
  });

  for (let round = 1; round <= rounds; round += 1)
    for (const [at, specification] of specifications.entries()) {
      const results = new Map<string, RunResult>();
      for (const text of [used, ...alive]) {
        if (run >= maxRuns) return end("runs");
        const runId = environment.random.nextId();
        const { outcome, tally } = await runOnce(specification, environment, {
          ...options,
          text,
          runId,
          seed: options.seed + round - 1,
          assignment: `${at}/${round}`,
        });
        run += 1;
        addTo(tallies, text.id, tally);
        if (outcome.status === "stopped" && outcome.limit === "money") return end("money");
        results.set(text.id, tally);
        const left = (wanted - done) * (alive.length + 1) - results.size;
        yield {
          runId,
          text: text.id,
          specification: specification.name,
          round,
          result: tally,
          run,
          left,
        };
      }
      done += 1;
      for (const { id } of alive) {
        const [ours, theirs] = [results.get(id), results.get(used.id)];
        if (ours === undefined || theirs === undefined) continue;
        pairs.get(id)?.push({ specification: `${at}`, used: theirs, variant: ours });
      }
      alive = alive.filter(({ id }) =>
        mayStillWin(judgePairs(pairs.get(id) ?? [], family), wanted - done, family),
      );
      if (alive.length === 0) return end("decided");
    }
  return end("decided");
}

interface RunTally
  extends RunResult,
    Omit<TextTally, "id" | "runs" | "accepted" | "acceptedFirst"> {}

async function runOnce(
  specification: Specification,
  environment: Environment,
  {
    text,
    runId,
    assignment,
    section,
    seed,
    templates,
    wishes,
    signal,
  }: TryVariantsOptions & {
    readonly text: TriedText;
    readonly runId: string;
    readonly assignment: string;
  },
): Promise<{ readonly outcome: Outcome; readonly tally: RunTally }> {
  const worded = {
    ...environment,
    templates: wordWith(templates, { section, id: text.recordedId, assignment }),
  };
  const steps = generateEvents(specification, worded, {
    ...wishes,
    runId,
    seed,
    signal,
    fallbacks: [],
  });
  const calls: RunEvent[] = [];
  let step = await steps.next();
  while (step.done !== true) {
    if (step.value.type === "call-end" || step.value.type === "response-end")
      calls.push(step.value);
    step = await steps.next();
  }
  const outcome = step.value;
  const isAccepted = outcome.status === "accepted";
  const { usage, costUsd, unpricedCalls } = summarizeRun(calls);
  const tally: RunTally = {
    isAccepted,
    isAcceptedFirst: isAccepted && outcome.attempts.length === 1,
    inputTokens: usage.input,
    outputTokens: usage.output,
    costUsd,
    unpricedCalls,
  };
  return { outcome, tally };
}

const emptyTally = (id: string): TextTally => ({
  id,
  runs: 0,
  accepted: 0,
  acceptedFirst: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  unpricedCalls: 0,
});

function addTo(tallies: Map<string, TextTally>, id: string, run: RunTally): void {
  const earlier = tallies.get(id) ?? emptyTally(id);
  tallies.set(id, {
    id,
    runs: earlier.runs + 1,
    accepted: earlier.accepted + Number(run.isAccepted),
    acceptedFirst: earlier.acceptedFirst + Number(run.isAcceptedFirst),
    inputTokens: earlier.inputTokens + run.inputTokens,
    outputTokens: earlier.outputTokens + run.outputTokens,
    costUsd: earlier.costUsd + run.costUsd,
    unpricedCalls: earlier.unpricedCalls + run.unpricedCalls,
  });
}
