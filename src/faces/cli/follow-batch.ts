/** Shows a batch as it happens: a live line on a terminal, plain lines elsewhere, or events as JSON. */

import type { BatchEvent, BatchOutcome, BatchProgress } from "../../batch/run/batch-event.ts";
import type { ItemResult } from "../../domain/batch.ts";
import { isError } from "../../domain/diagnostic.ts";
import { toUsd } from "../../domain/price.ts";
import type { Clock } from "../../ports/clock.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

export interface FollowBatchOptions {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  readonly clock: Clock;
}

/** The batch's outcome, once it has ended. */
export async function followBatch(
  events: AsyncGenerator<BatchEvent, BatchOutcome>,
  { terminal, isJson, clock }: FollowBatchOptions,
): Promise<BatchOutcome> {
  const startedAt = clock.elapsed();
  try {
    for (;;) {
      const { value, done } = await events.next();
      if (done === true) return value;
      if (isJson) terminal.json(toJson(value));
      show(value, terminal, clock.elapsed() - startedAt);
    }
  } finally {
    await events.return(undefined as never);
  }
}

function show(event: BatchEvent, terminal: Terminal, elapsedMs: number): void {
  switch (event.type) {
    case "batch-start":
      terminal.say(`batch ${event.batchId}: ${count(event.items, "file")}`);
      break;
    case "plan-end": {
      const calls = event.plan.waves.flatMap((wave) => wave.calls).length;
      terminal.say(`${count(calls, "call")} instead of ${event.plan.oneByOne.calls}`);
      break;
    }
    case "call-start":
      terminal.live(`asking for ${count(event.call.items.length, "file")}`);
      break;
    case "call-end": {
      const { call, complete, isCut, failure } = event;
      const why =
        failure === undefined ? (isCut ? ", the answer was cut" : "") : `: ${failure.message}`;
      terminal.say(
        `asked for ${count(call.items.length, "file")}, ${complete} came whole${escapeText(why)}`,
      );
      break;
    }
    case "item-end":
      terminal.say(describeItem(event.result, terminal));
      break;
    case "progress":
      terminal.live(describeProgress(event.progress, elapsedMs));
      break;
    case "item-start":
      break;
  }
}

/** Counts, money and the time that is left, in one line. */
export function describeProgress(
  { items, ended, accepted, running, asking, money }: BatchProgress,
  elapsedMs: number,
): string {
  const { spentNanoUsd, reservedNanoUsd } = money;
  const held = reservedNanoUsd > 0 ? ` (+${formatUsd(toUsd(reservedNanoUsd))} held)` : "";
  return [
    `${ended} of ${items} done`,
    ...(ended > accepted ? [`${ended - accepted} not accepted`] : []),
    `${running} verifying`,
    ...(asking > 0 ? [`${count(asking, "call")} on the way`] : []),
    `${formatUsd(toUsd(spentNanoUsd))}${held}`,
    ...(ended === 0 || ended === items
      ? []
      : [`about ${describeTime((elapsedMs / ended) * (items - ended))} left`]),
  ].join(", ");
}

function describeTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function describeItem(
  { id, status, outcome, diagnostics }: ItemResult,
  { paint }: Terminal,
): string {
  const name = escapeText(id);
  if (status === "accepted") {
    const attempts = outcome?.attempts.length ?? 0;
    return `${name} ${paint("green", "accepted")} after ${count(attempts, "attempt")}`;
  }
  const told =
    diagnostics[0] ??
    (outcome === undefined || outcome.status === "accepted"
      ? undefined
      : outcome.best?.verdict.diagnostics.find(isError));
  const why = told === undefined ? "" : `: ${escapeText(told.message.split("\n")[0] ?? "")}`;
  return `${name} ${paint(status === "inconclusive" ? "yellow" : "red", status)}${why}`;
}

/** Without what stands in journals and files. */
function toJson(event: BatchEvent): unknown {
  if (event.type !== "item-end") return event;
  const { id, status, runId, outcome, diagnostics } = event.result;
  return {
    type: event.type,
    id,
    status,
    runId: runId ?? null,
    attempts: outcome?.attempts.length ?? 0,
    diagnostics: diagnostics.map(({ code, message }) => ({ code: code ?? null, message })),
  };
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
