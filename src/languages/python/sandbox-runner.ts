import type { SourceText } from "../../domain/source-text.ts";
import type { Machine } from "../../ports/machine.ts";
import type { SandboxJob, SandboxResult } from "../../ports/sandbox.ts";
import { HARNESS_FILE, HARNESS_SOURCE, JOB_FILE } from "./harness/source.ts";
import type { Interpreter } from "./interpreter.ts";

const MEBIBYTE = 1024 * 1024;

/** What the harness is to do: evaluate expressions, with or without a candidate, or run tests. */
export interface HarnessJob {
  readonly files: readonly SourceText[];
  /** The candidate; empty for none. */
  readonly path: string;
  readonly module: string;
  readonly paths: readonly string[];
  readonly lastPaths: readonly string[];
  readonly expressions: readonly string[];
  readonly tests: readonly string[];
}

export interface RunOutcome {
  readonly result: SandboxResult;
  /** What the harness said, in order; nothing that the candidate printed is among it. */
  readonly lines: readonly unknown[];
}

/** Runs the harness in the sandbox, with what is left of a check's time. */
export interface SandboxRunner {
  /** Names the isolation in evidence. */
  readonly sandbox: string;
  /** @throws the signal's reason when the check is aborted. */
  run(job: HarnessJob): Promise<RunOutcome>;
}

interface RunnerLimits {
  /** Reading of the machine's clock at which the check's time is over. */
  readonly endsAt: number;
  readonly signal: AbortSignal | undefined;
}

/** `undefined` where nothing isolates. */
export function createSandboxRunner(
  { sandbox, clock }: Machine,
  python: Interpreter,
  { endsAt, signal }: RunnerLimits,
): SandboxRunner | undefined {
  // Isolated: what it imports comes from the job, the standard library and installed packages.
  const interpreter = {
    path: python.path,
    args: ["-I", "-S", "-B"],
    readOnlyPaths: python.readOnlyPaths,
  };
  if (sandbox?.supports(interpreter) !== true) return undefined;
  return {
    sandbox: sandbox.id,
    async run(wanted) {
      const job: SandboxJob = {
        files: renderFiles(wanted, python),
        entry: HARNESS_FILE,
        interpreter,
        limits: {
          timeoutMs: Math.max(1, Math.ceil(endsAt - clock.elapsed())),
          maxOutputBytes: 4 * MEBIBYTE,
        },
      };
      const result = await sandbox.run(job, { signal });
      return { result, lines: readLines(result.stdout) };
    },
  };
}

function renderFiles({ files, ...job }: HarnessJob, python: Interpreter): readonly SourceText[] {
  const { packagePaths, standardModules } = python;
  const text = JSON.stringify({ ...job, packagePaths, standardModules: [...standardModules] });
  return [...files, { path: HARNESS_FILE, text: HARNESS_SOURCE }, { path: JOB_FILE, text }];
}

/** The first line comes before anything of the candidate's, and begins with the word that its own lines begin with. */
function readLines(stdout: string): readonly unknown[] {
  const nonce = /^[0-9a-f]{32} (?="start"\n)/.exec(stdout)?.[0];
  if (nonce === undefined) return [];
  return stdout
    .split("\n")
    .slice(1, -1)
    .filter((line) => line.startsWith(nonce))
    .map((line) => JSON.parse(line.slice(nonce.length)));
}
