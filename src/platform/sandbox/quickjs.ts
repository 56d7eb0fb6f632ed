import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Fault } from "../../domain/fault.ts";
import type { Sandbox, SandboxJob, SandboxResult } from "../../ports/sandbox.ts";
import type { ToolRunner } from "../../ports/tool-runner.ts";
import { listJobFiles } from "./job-files.ts";
import { fillLimits } from "./limits.ts";
import type { QuickJsJob } from "./quickjs-engine.ts";
import { fromExitCode } from "./quickjs-exit.ts";

const CHILD_PATH = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "./quickjs-child.ts" : "./quickjs-child.js",
    import.meta.url,
  ),
);
/** A second wall around the interpreter: its process may read files and start a thread, no more. */
const CHILD_FLAGS = [
  "--no-warnings",
  "--permission",
  "--allow-fs-read=*",
  "--allow-worker",
] as const;
/** For the child to start, and for what the interpreter's own deadline cannot interrupt. */
const ALLOWANCE_MS = 1_000;

/**
 * A sandbox for jobs that need nothing but the language: an interpreter that has no way to this
 * machine, in a process of its own. Arguments of a job are not visible in it, and a rejected
 * promise that nobody awaits goes unnoticed.
 */
export function openQuickJs(toolRunner: ToolRunner): Sandbox | undefined {
  if (!isInstalled()) return undefined;
  return {
    id: "quickjs",
    supports: (interpreter) => interpreter === "javascript",
    run: (job, options) => runJob(job, toolRunner, options?.signal),
  };
}

async function runJob(
  job: SandboxJob,
  toolRunner: ToolRunner,
  signal: AbortSignal | undefined,
): Promise<SandboxResult> {
  signal?.throwIfAborted();
  if (job.interpreter !== "javascript") {
    throw new Fault("sandbox/missing", "Cannot run this code: QuickJS runs plain JavaScript only", {
      help: "Install bubblewrap (Linux) to run Node and other programs in isolation",
    });
  }
  const { timeoutMs, memoryBytes, maxOutputBytes } = fillLimits(job.limits);
  const { entry } = job;
  const files = listJobFiles(job);
  const input: QuickJsJob = { files, entry, timeoutMs, memoryBytes };
  const result = await toolRunner.run(
    {
      program: toolRunner.node,
      args: [...CHILD_FLAGS, CHILD_PATH],
      input: JSON.stringify(input),
      timeoutMs: timeoutMs + ALLOWANCE_MS,
      maxOutputBytes,
    },
    { signal },
  );
  const { stdout, stderr, timeMs, exitCode } = result;
  if (result.isTimedOut) return { stdout, stderr, timeMs, ended: "timeout" };
  if (result.isOutputCut) return { stdout, stderr, timeMs, ended: "output" };
  // Only the system ends the child by a signal here, and only for want of memory.
  if (exitCode === undefined) return { stdout, stderr, timeMs, ended: "memory" };
  return { stdout, stderr, timeMs, ...fromExitCode(exitCode) };
}

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("quickjs-emscripten");
    return true;
  } catch {
    return false;
  }
}
