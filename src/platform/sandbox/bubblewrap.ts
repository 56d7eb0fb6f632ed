import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { Sandbox, SandboxJob, SandboxResult } from "../../ports/sandbox.ts";
import type { RunningTool, ToolCommand, ToolRunner } from "../../ports/tool-runner.ts";
import { createScratchFolder } from "../scratch-folder.ts";
import { findInterpreter } from "./interpreters.ts";
import { ISOLATIONS, type Isolation } from "./isolation.ts";
import { listJobFiles, writeJobFiles } from "./job-files.ts";
import { type FullLimits, fillLimits } from "./limits.ts";
import { readEnding } from "./read-ending.ts";
import { renderBubblewrapArgs, STARTED } from "./render-command.ts";

/**
 * A sandbox of Linux namespaces, if bubblewrap is installed and this kernel lets it work, by the
 * first of `isolations` that does.
 */
export async function openBubblewrap(
  toolRunner: ToolRunner,
  isolations: readonly Isolation[] = ISOLATIONS,
): Promise<Sandbox | undefined> {
  const bubblewrap = await toolRunner.find("bwrap");
  if (bubblewrap === undefined) return undefined;
  const version = await toolRunner.run({ program: bubblewrap, args: ["--version"] });

  for (const isolation of isolations) {
    const sandbox: Sandbox = {
      id: version.stdout.trim(),
      supports: () => true,
      run: (job, options) => runJob(job, { toolRunner, bubblewrap, isolation, ...options }),
      start: (job) => startJob(job, { toolRunner, bubblewrap, isolation }),
    };
    if (await works(sandbox)) return sandbox;
  }
  return undefined;
}

/** Whether a real job runs: bubblewrap may be installed and yet be refused what it needs. */
async function works(sandbox: Sandbox): Promise<boolean> {
  try {
    const result = await sandbox.run({
      files: [{ path: "probe.js", text: "console.log(6 * 7);" }],
      entry: "probe.js",
      interpreter: "javascript",
    });
    return result.ended === "exit" && result.stdout === "42\n";
  } catch {
    return false;
  }
}

interface RunJobOptions {
  readonly toolRunner: ToolRunner;
  /** Absolute path of `bwrap`. */
  readonly bubblewrap: string;
  readonly isolation: Isolation;
  readonly signal?: AbortSignal | undefined;
}

async function runJob(job: SandboxJob, options: RunJobOptions): Promise<SandboxResult> {
  const { toolRunner, signal } = options;
  signal?.throwIfAborted();
  const limits = fillLimits(job.limits);
  await using scratch = await createScratchFolder();
  const command = await arrange(job, limits, scratch.path, options);
  const result = await toolRunner.run({ ...command, timeoutMs: limits.timeoutMs }, { signal });
  const ending = readEnding(result, limits);
  if (ending.ended === "exit") requireStarted(result.stderr);
  const stderr = result.stderr.slice(result.stderr.startsWith(STARTED) ? STARTED.length : 0);
  return { stdout: result.stdout, stderr, timeMs: result.timeMs, ...ending };
}

/** The program's input stays until it ends: inside, it is copied before the program begins. */
async function startJob(job: SandboxJob, options: RunJobOptions): Promise<RunningTool> {
  await using scope = new AsyncDisposableStack();
  const scratch = scope.use(await createScratchFolder());
  const command = await arrange(job, fillLimits(job.limits), scratch.path, options);
  const tool = scope.use(await options.toolRunner.start(command));
  const owned = scope.move();
  return {
    send: (line) => tool.send(line),
    lines: tool.lines,
    ended: tool.ended,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Writes the job's files into `folder`, and says what is to be started. */
async function arrange(
  job: SandboxJob,
  limits: FullLimits,
  folder: string,
  { toolRunner, bubblewrap, isolation }: RunJobOptions,
): Promise<ToolCommand> {
  const files = listJobFiles(job);
  const interpreter = findInterpreter(job.interpreter, toolRunner.node, limits);
  // Inside a folder that only we may enter, one that everybody may read.
  const inputFolder = join(folder, "input");
  await mkdir(inputFolder);
  await chmod(inputFolder, 0o755);
  await writeJobFiles(inputFolder, files);

  const { entry, args = [] } = job;
  const command = { isolation, interpreter, limits, inputFolder, entry, args };
  return {
    program: bubblewrap,
    args: renderBubblewrapArgs(command),
    directory: folder,
    // The first process inside is bubblewrap itself, and what it was given can be read there.
    environment: { PATH: "/usr/bin" },
    maxOutputBytes: limits.maxOutputBytes + STARTED.length,
  };
}

function requireStarted(stderr: string): void {
  if (stderr.startsWith(STARTED)) return;
  throw new Fault("sandbox/missing", `Cannot run code in bubblewrap: ${stderr.trim()}`, {
    help: "Check that the interpreter and its folders exist and that everybody may read them",
  });
}
