import type { SandboxJob } from "../../ports/sandbox.ts";
import { type FullLimits, MEBIBYTE } from "./limits.ts";

/** What a job's interpreter needs inside bubblewrap. */
export interface Interpreter {
  readonly program: string;
  /** Arguments before the entry. */
  readonly args: readonly string[];
  /** Files and folders it must be able to read, besides `/usr`. */
  readonly readOnlyPaths: readonly string[];
  /** Limits of `prlimit(1)` on each process. */
  readonly processLimits: readonly string[];
}

/**
 * Writable memory that Node takes before it runs a line: 512 MiB reserved for compiled code, and
 * the stacks of its 11 threads. Measured on Node 24.21: 600 MiB is the least it starts with.
 */
const NODE_RESERVED_BYTES = 640 * MEBIBYTE;

/** How a job's interpreter is run; `node` is the path of our own. */
export function findInterpreter(
  interpreter: SandboxJob["interpreter"],
  node: string,
  limits: FullLimits,
): Interpreter {
  if (interpreter === "javascript" || interpreter === "node") {
    // V8 says why when its heap is full, so that limit comes first; the other is for buffers.
    const heapMebibytes = Math.max(16, Math.floor((limits.memoryBytes / MEBIBYTE) * 0.75));
    return {
      program: node,
      args: [`--max-old-space-size=${heapMebibytes}`],
      readOnlyPaths: [node],
      processLimits: [`--data=${limits.memoryBytes + NODE_RESERVED_BYTES}`, "--nproc=24"],
    };
  }
  return {
    program: interpreter.path,
    args: interpreter.args,
    readOnlyPaths: [interpreter.path, ...interpreter.readOnlyPaths],
    // All that is mapped, so that shared memory counts too.
    processLimits: [`--as=${limits.memoryBytes}`, "--nproc=16"],
  };
}
