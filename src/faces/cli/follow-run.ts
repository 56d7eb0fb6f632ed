/** Shows a run as it happens: a live line on a terminal, plain lines elsewhere, or events as JSON. */

import { trace } from "@opentelemetry/api";
import { isError } from "../../domain/diagnostic.ts";
import type { Outcome, RunEvent } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { readPackageVersion } from "../../platform/package-version.ts";
import { traceRun } from "../../telemetry/trace-run.ts";
import { escapeText } from "./escape-text.ts";
import { showDecoding, showEnforcement } from "./show-decoding.ts";
import { showInjections } from "./show-injections.ts";
import { showWait } from "./show-wait.ts";
import type { Terminal } from "./terminal.ts";

export interface FollowRunOptions {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** Put before each line, e.g. the specification's name. @default "" */
  readonly label?: string;
  /** Tells a run that somebody stopped from one that failed, in traces. @default none */
  readonly signal?: AbortSignal | undefined;
  /** For traces of a run that is gone on with, which does not tell its id. @default told by the run */
  readonly runId?: string | undefined;
}

/** The run's outcome, once it has ended. */
export async function followRun(
  events: AsyncGenerator<RunEvent, Outcome>,
  options: FollowRunOptions,
): Promise<Outcome> {
  const { terminal, isJson, signal, runId } = options;
  const tracer = trace.getTracer("specwright", readPackageVersion());
  const traced = traceRun(events, { tracer, signal, runId });
  let characters = 0;
  try {
    for (;;) {
      const { value, done } = await traced.next();
      if (done === true) return value;
      if (value.type === "text-delta") characters += value.text.length;
      else if (value.type !== "call-end" && value.type !== "wait-start") characters = 0;
      if (isJson && value.type !== "text-delta") terminal.json(value);
      show(value, characters, options);
    }
  } finally {
    await traced.return(undefined as never);
  }
}

function show(
  event: RunEvent,
  characters: number,
  { terminal, label = "" }: FollowRunOptions,
): void {
  const prefix = label === "" ? "" : `${label}: `;
  switch (event.type) {
    case "text-delta":
      terminal.live(`${prefix}answering, ${characters} characters`);
      break;
    case "text-reset":
      terminal.say(`${prefix}beginning the answer anew: ${escapeText(event.reason)}`);
      break;
    case "wait-start":
      showWait(event, terminal, prefix);
      break;
    case "check-start":
      terminal.live(`${prefix}attempt ${event.attempt}: checking`);
      break;
    case "attempt-start":
      terminal.live(`${prefix}attempt ${event.attempt}: ${event.plan.kind}`);
      break;
    case "fix-end":
      for (const { code, title } of event.fixes) {
        const what = `${code === undefined ? "" : `${code}: `}${escapeText(title)}`;
        terminal.say(`${prefix}attempt ${event.attempt}: fixed without the model, ${what}`);
      }
      break;
    case "attempt-end": {
      const { attempt, number } = event;
      terminal.say(
        `${prefix}attempt ${number} (${attempt.plan.kind}) ${describeVerdict(attempt.verdict, terminal)}`,
      );
      for (const warning of attempt.response.warnings) {
        terminal.say(`  ${terminal.paint("yellow", "note:")} ${escapeText(warning)}`);
      }
      break;
    }
    case "answer-cut":
      terminal.say(
        `${prefix}attempt ${event.attempt}: the time was over after ${event.text.length} characters of its answer`,
      );
      break;
    case "fallback-end": {
      const { strategy, fallback } = event;
      const result = fallback === undefined ? "there is none" : "INCOMPLETE, and no result";
      terminal.say(`${prefix}fallback (${strategy}): ${result}`);
      break;
    }
    case "injection-found":
      showInjections(event.diagnostics, terminal, prefix);
      break;
    case "enforcement-planned":
      showEnforcement(event.report, terminal, prefix);
      break;
    case "decoding-end":
      showDecoding(event.report, terminal, prefix);
      break;
    case "run-start":
    case "call-end":
    case "response-end":
    case "run-end":
      break;
  }
}

/** A verdict in a few words: what held, or the first thing that did not. */
export function describeVerdict(verdict: Verdict, { paint }: Pick<Terminal, "paint">): string {
  if (verdict.status === "accepted") {
    const held = verdict.checks.map(({ phase, count }) => `${phase} (${count})`).join(", ");
    return `${paint("green", "accepted")}: ${held}`;
  }
  const first = verdict.diagnostics.find(isError);
  const why = first === undefined ? "" : `: ${escapeText(first.message.split("\n")[0] ?? "")}`;
  return verdict.status === "rejected"
    ? `${paint("red", "rejected")} in phase ${verdict.phase}${why}`
    : `${paint("yellow", "inconclusive")} (${verdict.reason}) in phase ${verdict.phase}${why}`;
}
