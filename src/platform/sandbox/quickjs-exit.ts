import type { QuickJsEnd } from "./quickjs-engine.ts";

/** Exit codes of the child process that the interpreted code has no way to produce. */
const TIMEOUT_EXIT = 71;
const MEMORY_EXIT = 72;

/** How the child says how its job ended. */
export function toExitCode(end: QuickJsEnd): number {
  if (end.ended === "exit") return end.exitCode;
  return end.ended === "timeout" ? TIMEOUT_EXIT : MEMORY_EXIT;
}

/** How the job ended, as the child has said it. */
export function fromExitCode(exitCode: number): QuickJsEnd {
  if (exitCode === TIMEOUT_EXIT) return { ended: "timeout" };
  if (exitCode === MEMORY_EXIT) return { ended: "memory" };
  return { ended: "exit", exitCode };
}
