import type { ToolCommand, ToolResult } from "../ports/tool-runner.ts";
import { atMost } from "./at-most.ts";
import { collectOutput } from "./collect-output.ts";
import { startGroup } from "./process-group.ts";
import { createScratchFolder } from "./scratch-folder.ts";

/** How long output is waited for when the program has ended: one that fled may hold the pipe. */
const DRAIN_MS = 1_000;
/** The longest that a timer of Node's can wait. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Runs a program to its end; see `ToolRunner.run`. */
export async function runTool(
  command: ToolCommand,
  signal: AbortSignal | undefined,
): Promise<ToolResult> {
  signal?.throwIfAborted();
  if (command.directory !== undefined) return await runIn(command.directory, command, signal);
  await using scratch = await createScratchFolder();
  return await runIn(scratch.path, command, signal);
}

async function runIn(
  directory: string,
  command: ToolCommand,
  signal: AbortSignal | undefined,
): Promise<ToolResult> {
  const { program, args, environment = {}, inherits = "nothing", input = "" } = command;
  const { timeoutMs = 60_000, maxOutputBytes = 10 * 1024 * 1024 } = command;
  const startedAt = performance.now();
  const group = await startGroup({ program, args, directory, environment, inherits });

  const deadline = AbortSignal.timeout(Math.ceil(Math.min(Math.max(timeoutMs, 0), MAX_TIMEOUT_MS)));
  const stop = (): void => void group.terminate();
  const stopped = AbortSignal.any(signal === undefined ? [deadline] : [deadline, signal]);
  stopped.addEventListener("abort", stop);
  if (stopped.aborted) stop();

  const stdout = collectOutput(group.stdout, maxOutputBytes, stop);
  const stderr = collectOutput(group.stderr, maxOutputBytes, stop);
  group.stdin.end(input);
  const end = await group.ended;
  stopped.removeEventListener("abort", stop);
  const isTimedOut = deadline.aborted;
  const timeMs = performance.now() - startedAt;
  await atMost(DRAIN_MS, Promise.all([stdout.closed, stderr.closed]));
  group.stdout.destroy();
  group.stderr.destroy();
  if (stopped.aborted || stdout.isCut() || stderr.isCut()) await group.terminate();
  signal?.throwIfAborted();

  return {
    ...end,
    stdout: stdout.text(),
    stderr: stderr.text(),
    isTimedOut,
    isOutputCut: stdout.isCut() || stderr.isCut(),
    timeMs,
  };
}
