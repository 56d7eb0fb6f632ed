/** Shows an evaluation as it happens: a live line on a terminal, plain lines elsewhere, or events as JSON. */

import type { SampleResult } from "../../domain/evaluation.ts";
import type { EvaluationEvent } from "../../evaluation/run/run-evaluation.ts";
import type { Tally } from "../../evaluation/run/tally-results.ts";
import type { Clock } from "../../ports/clock.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

export interface FollowEvaluationOptions {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  readonly clock: Clock;
  /** Hears of every sample. */
  readonly tally: Tally;
}

/** Ends when the evaluation does. */
export async function followEvaluation(
  events: AsyncIterable<EvaluationEvent>,
  { terminal, isJson, clock, tally }: FollowEvaluationOptions,
): Promise<void> {
  const startedAt = clock.elapsed();
  let ended = 0;
  for await (const { result, timing, done, total } of events) {
    ended += 1;
    tally.add(result);
    if (isJson) terminal.json({ type: "sample-end", done, total, result, timing });
    else if (!terminal.isLive || !isGood(result))
      terminal.say(`${done} of ${total}: ${describeSample(result, terminal)}`);
    const elapsedMs = clock.elapsed() - startedAt;
    terminal.live(describeProgress(tally, { done, total, msEach: elapsedMs / ended }));
  }
}

const isGood = ({ status, scores }: SampleResult): boolean =>
  status === "accepted" && scores.every(({ value }) => value !== "fail");

/** Counts, money and the time that is left, in one line. */
export function describeProgress(
  tally: Pick<Tally, "rows">,
  {
    done,
    total,
    msEach,
  }: { readonly done: number; readonly total: number; readonly msEach: number },
): string {
  const rows = tally.rows();
  const accepted = rows.reduce((sum, { byStatus }) => sum + byStatus.accepted, 0);
  const costUsd = rows.reduce((sum, row) => sum + row.costUsd, 0);
  return [
    `${done} of ${total} done`,
    `${accepted} accepted`,
    formatUsd(costUsd),
    ...(done === total ? [] : [`about ${describeTime(msEach * (total - done))} left`]),
  ].join(", ");
}

function describeTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

const COLOURS = {
  accepted: "green",
  unsolved: "red",
  inconclusive: "yellow",
  stopped: "yellow",
  error: "yellow",
} as const;

/** How a sample ended, in one line. */
export function describeSample(
  { task, solver, status, attempts, scores, fault, limit }: SampleResult,
  { paint }: Pick<Terminal, "paint">,
): string {
  const failed = scores.find(({ value }) => value === "fail");
  const why =
    fault?.message ?? (limit === undefined ? failed?.reason : `the limit on ${limit} ended it`);
  const after = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  const told = why === undefined ? "" : `: ${why.split("\n")[0] ?? ""}`;
  return `${escapeText(task)} by ${escapeText(solver)} ${paint(COLOURS[status], status)} after ${after}${escapeText(told)}`;
}
