import { isError } from "../../domain/diagnostic.ts";
import type { Outcome } from "../../domain/run.ts";
import type { Files } from "../../ports/files.ts";
import { keepUnverified, refuseOccupiedBy, writeArtifact } from "./artifact-files.ts";
import { describeConfidence } from "./describe-confidence.ts";
import type { ExitReason } from "./exit-codes.ts";
import { fallbackOf, keepFallback } from "./keep-fallback.ts";
import { showDiagnostics } from "./show-diagnostics.ts";
import type { Terminal } from "./terminal.ts";

export interface FinishRunOptions {
  readonly runId: string;
  readonly files: Files;
  readonly terminal: Terminal;
  /** Write the artifact to its path; otherwise its text is the result. */
  readonly isWritten: boolean;
  /** Files that we did not write are replaced too. */
  readonly isForced: boolean;
  readonly sha256: (text: string) => string;
  readonly isJson: boolean;
}

/** Puts the outcome where it belongs, says so, and gives the exit. */
export async function finishRun(outcome: Outcome, options: FinishRunOptions): Promise<ExitReason> {
  const { runId, files, terminal, isWritten, isForced, isJson } = options;
  if (outcome.status === "accepted") {
    const { artifact } = outcome;
    if (isWritten && !isForced)
      await refuseOccupiedBy(artifact, files, options.sha256).catch((error: unknown) => {
        terminal.say(
          `It was accepted, and is kept: --model replay/${runId} gives it again for nothing`,
        );
        throw error;
      });
    if (isWritten) await writeArtifact(artifact, files);
    if (!isJson) terminal.result(isWritten ? artifact.path : artifact.text.trimEnd());
    for (const { path } of artifact.companions) {
      if (!isWritten) terminal.say(`${path} belongs to it: say --out to have both written`);
      else if (!isJson) terminal.result(path);
    }
    const { confidence } = artifact.evidence;
    if (confidence !== undefined) terminal.say(describeConfidence(confidence));
    terminal.say(
      `${terminal.paint("green", "accepted")} after ${count(outcome.attempts.length, "attempt")} (run ${runId})`,
    );
    return "accepted";
  }

  const { best } = outcome;
  const kept = best === undefined ? undefined : await keepUnverified(best, { runId, files });
  if (best?.candidate !== undefined && !isJson) {
    const { path: file, text, companions } = best.candidate;
    const source = { file, text, companions };
    showDiagnostics(best.verdict.diagnostics.filter(isError), source, terminal);
  }
  const why =
    outcome.status === "stopped" ? `stopped by the limit on ${outcome.limit}` : outcome.status;
  const isOutOfMoney = outcome.status === "stopped" && outcome.limit === "money";
  terminal.say(
    `${terminal.paint("red", why)} after ${count(outcome.attempts.length, "attempt")}: nothing was accepted (run ${runId})`,
  );
  if (kept !== undefined) terminal.say(`The best attempt, UNVERIFIED, is kept in ${kept}`);
  const left = await keepFallback(outcome, { runId, files });
  if (left !== undefined) {
    const what = fallbackOf(outcome)?.strategy === "stub" ? "A stub" : "A partial implementation";
    terminal.say(`${what}, INCOMPLETE, is kept in ${left.path}; what is left to do: ${left.guide}`);
  }
  if (isOutOfMoney) terminal.say(MONEY_HELP);
  return exitOfOutcome(outcome);
}

const MONEY_HELP =
  "What is left does not cover the worst case of another call: raise --max-usd or --max-usd-per-task, or lower --max-output-tokens";

/** The exit that an outcome means. */
export const exitOfOutcome = (outcome: Outcome): ExitReason =>
  outcome.status === "stopped" && outcome.limit === "money" ? "money" : outcome.status;

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
