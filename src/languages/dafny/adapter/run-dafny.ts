import { posix } from "node:path";
import type { SourceText } from "../../../domain/source-text.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import type { Stage } from "./classify.ts";
import { commandLine, type DafnyTask, PRINTED, REPORT } from "./command-line.ts";
import { hasCommands } from "./dafny-version.ts";
import type { Dafny } from "./find-dafny.ts";
import { type DafnyOutput, readOutput } from "./read-output.ts";
import { type ProcedureResult, readReport } from "./read-report.ts";
import { createScratch } from "./scratch.ts";

export interface DafnyRun extends DafnyOutput {
  readonly exitCode: number | undefined;
  readonly isTimedOut: boolean;
  /** It said more than anybody reads: nothing is known then. */
  readonly isOutputCut: boolean;
  readonly stage: Stage;
  readonly procedures: readonly ProcedureResult[];
  /** The program as Dafny understood it; `undefined` where it could not be parsed. */
  readonly printed: string | undefined;
  /** What one procedure was allowed. */
  readonly secondsEach: number;
  /** The file that was judged as it lay in the run's folder, then those that it includes. */
  readonly files: readonly SourceText[];
  readonly timeMs: number;
}

export interface DafnyJob {
  readonly source: SourceText;
  /** Paths are relative to the same folder as `source`'s. */
  readonly includes: readonly SourceText[];
  readonly task: Pick<DafnyTask, "kind" | "refusesAssumptions"> &
    Partial<Pick<DafnyTask, "seed" | "procedures">>;
  /** For the whole process; procedures get a part of it each. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Megabytes for the solver, and for Dafny's own heap. */
const SOLVER_MEMORY = 3_000;
const HEAP = "2g";
/** A procedure that hangs is told by its name, which the whole process could not if it were killed. */
const SHARE_OF_ONE = 0.6;
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

/**
 * One fresh process for one file: nothing of an earlier run can change what is found.
 *
 * @throws {Fault} `toolchain/missing`, `storage/unwritable`
 * @throws `job.signal.reason` when aborted.
 */
export async function runDafny(
  dafny: Dafny,
  job: DafnyJob,
  toolRunner: ToolRunner,
): Promise<DafnyRun> {
  const { source, includes, task, timeoutMs, signal } = job;
  signal?.throwIfAborted();
  const main = { path: safePath(source.path), text: wellFormed(source.text) };
  await using scratch = await createScratch([...includes, main]);
  const folder = posix.dirname(main.path);
  const secondsEach = Math.max(1, Math.floor((timeoutMs * SHARE_OF_ONE) / 1000));
  const args = commandLine(dafny.version, {
    ...task,
    file: posix.basename(main.path),
    secondsEach,
    solverMemory: SOLVER_MEMORY,
  });
  const result = await toolRunner.run(
    {
      program: dafny.program,
      args,
      directory: posix.join(scratch.path, folder),
      environment: { MONO_GC_PARAMS: `max-heap-size=${HEAP}`, ...homeFor(dafny, scratch.path) },
      timeoutMs,
      maxOutputBytes: MAX_OUTPUT_BYTES,
    },
    { signal },
  );
  const said = `${result.stdout}\n${result.stderr}`;
  const leftBehind = (name: string) => scratch.read(posix.join(folder, name));
  return {
    ...readOutput(said),
    exitCode: result.exitCode,
    isTimedOut: result.isTimedOut,
    isOutputCut: result.isOutputCut,
    stage: stageOf(said),
    procedures: readReport((await leftBehind(REPORT)) ?? ""),
    printed: await leftBehind(PRINTED),
    secondsEach,
    files: [main, ...includes],
    timeMs: result.timeMs,
  };
}

/** .NET wants a home; it gets one that is gone afterwards. */
const homeFor = ({ version }: Dafny, path: string): Readonly<Record<string, string>> =>
  hasCommands(version) ? { HOME: path, DOTNET_CLI_TELEMETRY_OPTOUT: "1" } : {};

function stageOf(said: string): Stage {
  if (/\d+ parse errors? detected in /.test(said)) return "parsing";
  return /\d+ resolution\/type errors? detected in /.test(said) ? "resolving" : "proving";
}

/** A name that is no option, whatever the file is called. */
function safePath(path: string): string {
  const folder = posix.dirname(path);
  const name = posix.basename(path);
  const isSafe =
    /^\w[\w.-]*\.dfy$/.test(name) && !posix.isAbsolute(path) && !folder.startsWith("..");
  return isSafe ? path : "program.dfy";
}

/** Halves of pairs become what UTF-8 can hold, one unit for one. */
const wellFormed = (text: string): string => text.toWellFormed();
