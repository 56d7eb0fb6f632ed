/** The command line: parses, loads the command that was called, and ends with its exit code. */

import { CommanderError } from "commander";
import { isFault } from "../../domain/fault.ts";
import { escapeText } from "./escape-text.ts";
import { EXIT_CODES, type ExitReason, exitOfError } from "./exit-codes.ts";
import { type Face, Interruption } from "./face.ts";
import { createProgram } from "./program.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

const ECHO_MS = 500;
const terminal = createTerminal(process);
const abort = new AbortController();
listenForInterruption("SIGINT", "interrupted");
listenForInterruption("SIGTERM", "terminated");
// A reader that closes the pipe early, as `head` does, is no error of ours.
process.stdout.on("error", () => process.exit(0));

const face: Face = { terminal, signal: abort.signal, directory: process.cwd() };
process.exitCode = EXIT_CODES[await run(face)].code;

async function run(face: Face): Promise<ExitReason> {
  let ended: ExitReason = "accepted";
  try {
    await createProgram(face, (reason) => {
      ended = reason;
    }).parseAsync(process.argv);
    return ended;
  } catch (error) {
    return explain(error, face.terminal);
  }
}

/** One clear message, no stack trace, except for our own bugs. */
function explain(error: unknown, { say, paint }: Terminal): ExitReason {
  if (error instanceof Interruption) {
    say(error.reason === "interrupted" ? "Interrupted" : "Terminated");
    return error.reason;
  }
  // Commander has said what is wrong already, or printed what was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? "accepted" : "usage";
  if (isFault(error)) {
    say(`${paint("red", "error")} ${escapeText(error.message)}`);
    if (error.help !== undefined) say(`${paint("dim", "help:")} ${escapeText(error.help)}`);
  } else {
    say(`${paint("red", "error")} Cannot go on: this is a bug in specwright`);
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return exitOfError(error);
}

/**
 * The first signal asks everything to stop and clean up; a later one does not wait. One Ctrl-C can arrive several
 * times, from the terminal and from launchers that pass it on: what comes right after the first is the first.
 */
function listenForInterruption(name: NodeJS.Signals, reason: Interruption["reason"]): void {
  let firstAt = Number.POSITIVE_INFINITY;
  process.on(name, () => {
    if (performance.now() - firstAt > ECHO_MS) process.exit(EXIT_CODES[reason].code);
    if (abort.signal.aborted) return;
    firstAt = performance.now();
    abort.abort(new Interruption(reason));
  });
}
