import type { SandboxResult } from "../../ports/sandbox.ts";
import type { ToolResult } from "../../ports/tool-runner.ts";
import { cpuSeconds, type FullLimits } from "./limits.ts";

/** What programs say when they are refused memory: V8, Node, CPython, C++, Rust. */
const MEMORY_SIGNS = [
  /^FATAL ERROR: .*heap out of memory/m,
  /^# Fatal process out of memory/m,
  /^RangeError: (?:Array buffer allocation failed|Failed to allocate memory)/m,
  /\bERR_MEMORY_ALLOCATION_FAILED\b/,
  /^[\w.]*MemoryError\b/m,
  /^OSError: \[Errno 12\]/m,
  /^terminate called after throwing an instance of 'std::bad_alloc'/m,
  /^memory allocation of \d+ bytes failed/m,
] as const;

/** `bwrap` ends with 128 + the number of the signal that ended the program. */
const SIGKILL_EXIT = 128 + 9;
const SIGXCPU_EXIT = 128 + 24;

/** How a sandboxed program ended, from how the sandbox did. */
export function readEnding(
  result: ToolResult,
  limits: FullLimits,
):
  | { readonly ended: "exit"; readonly exitCode: number }
  | { readonly ended: Exclude<SandboxResult["ended"], "exit"> } {
  const { exitCode } = result;
  if (result.isTimedOut || exitCode === SIGXCPU_EXIT) return { ended: "timeout" };
  if (result.isOutputCut) return { ended: "output" };
  if (exitCode === undefined || exitCode === SIGKILL_EXIT) {
    // Nobody else kills here but the kernel: a process that used its seconds up, or memory to get some back.
    const isOverTime = result.timeMs >= cpuSeconds(limits) * 1_000;
    return { ended: isOverTime ? "timeout" : "memory" };
  }
  if (exitCode !== 0 && MEMORY_SIGNS.some((sign) => sign.test(result.stderr)))
    return { ended: "memory" };
  return { ended: "exit", exitCode };
}
