import type { InconclusiveReason } from "../../domain/verdict.ts";
import type { Machine } from "../../ports/machine.ts";
import type { Sandbox } from "../../ports/sandbox.ts";
import { type LeanOutput, readLeanOutput } from "./read-output.ts";
import type { Lean } from "./toolchain.ts";

/** What one run of Lean over a text came to. */
export type LeanRun = LeanOutput & {
  readonly timeMs: number;
  /** Names the isolation it ran in. */
  readonly sandbox: string | undefined;
} & (
    | { readonly ended: "exit"; readonly exitCode: number }
    | {
        readonly ended: "inconclusive";
        readonly reason: InconclusiveReason;
        readonly detail: string;
      }
  );

// Known to every version; an option that is not known ends the run.
const OPTIONS = ["--json", "-DwarningAsError=false"];
const FILE = "Candidate.lean";
const GIBIBYTE = 1024 ** 3;
/** Compiled modules are mapped whole: what is limited is addresses, most of which are never used. */
const MEMORY_BYTES = 32 * GIBIBYTE;
const MOST_OUTPUT = 32 * 1024 * 1024;

interface RunOptions {
  /** Whose the text is: what a model wrote runs isolated, or not at all. */
  readonly isModelWritten: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * One fresh process over a text. Files can run code while they are read: it is isolated where that is possible, and a
 * model's text is not read elsewhere.
 *
 * @throws {Fault} `toolchain/missing`
 * @throws `options.signal.reason` when aborted.
 */
export async function runLean(
  { toolRunner, sandbox }: Machine,
  lean: Lean,
  text: string,
  options: RunOptions,
): Promise<LeanRun> {
  const interpreter = isolatedLean(lean);
  if (interpreter !== undefined && sandbox?.supports(interpreter) === true)
    return await runIsolated(sandbox, interpreter, text, options);
  const { isModelWritten, timeoutMs, signal } = options;
  if (isModelWritten) return refuseToRun(sandbox);
  const result = await toolRunner.run(
    {
      ...lean.command,
      args: [...lean.command.args, ...OPTIONS, "--stdin"],
      input: text,
      timeoutMs: atLeastOne(timeoutMs),
      maxOutputBytes: MOST_OUTPUT,
    },
    { signal },
  );
  const ended = result.isTimedOut ? "timeout" : result.isOutputCut ? "output" : "exit";
  return judgeEnd({ ...result, ended, sandbox: undefined });
}

const refuseToRun = (sandbox: Sandbox | undefined): LeanRun => ({
  messages: [],
  others: [],
  timeMs: 0,
  sandbox: undefined,
  ended: "inconclusive",
  reason: "no-sandbox",
  detail:
    sandbox === undefined
      ? "Lean files can run code, and nothing on this machine isolates it: install bubblewrap"
      : "Lean files can run code, and this Lean cannot be isolated: it does not say where it is installed",
});

type Interpreter = Extract<Parameters<Sandbox["supports"]>[0], object>;

/** Lean without its version manager, which would need the user's home. */
function isolatedLean({ prefix, searchPath }: Lean): Interpreter | undefined {
  if (prefix === undefined) return undefined;
  return {
    path: "/usr/bin/env",
    args: [
      `LEAN_PATH=${searchPath.join(":")}`,
      `LEAN_SYSROOT=${prefix}`,
      `${prefix}/bin/lean`,
      "-j2",
      ...OPTIONS,
    ],
    readOnlyPaths: [prefix, ...searchPath.filter((path) => !path.startsWith(`${prefix}/`))],
  };
}

async function runIsolated(
  sandbox: Sandbox,
  interpreter: Interpreter,
  text: string,
  { timeoutMs, signal }: RunOptions,
): Promise<LeanRun> {
  const result = await sandbox.run(
    {
      files: [{ path: FILE, text }],
      entry: FILE,
      interpreter,
      limits: {
        timeoutMs: atLeastOne(timeoutMs),
        memoryBytes: MEMORY_BYTES,
        maxOutputBytes: MOST_OUTPUT,
      },
    },
    { signal },
  );
  const exitCode = result.ended === "exit" ? result.exitCode : undefined;
  return judgeEnd({ ...result, exitCode, sandbox: sandbox.id });
}

const atLeastOne = (timeoutMs: number): number => Math.max(1, Math.ceil(timeoutMs));

interface End {
  readonly ended: "exit" | "timeout" | "memory" | "output";
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timeMs: number;
  readonly sandbox: string | undefined;
}

/** Lean ends with 0 or 1; everything else is a crash, and so is a failure without a message. */
function judgeEnd({ ended, exitCode, stdout, stderr, timeMs, sandbox }: End): LeanRun {
  const output = readLeanOutput(`${stdout}\n${stderr}`);
  const base = { ...output, timeMs, sandbox };
  const stop = (reason: InconclusiveReason, detail: string): LeanRun => ({
    ...base,
    ended: "inconclusive",
    reason,
    detail,
  });
  if (ended === "timeout") return stop("timeout", "Lean did not end in time");
  if (ended === "memory") return stop("memory", "Lean needed more memory than it may have");
  if (ended === "output") return stop("tool-crash", "Lean printed more than can be read");
  const last = output.others.at(-1) ?? "";
  if (exitCode !== 0 && exitCode !== 1)
    return stop(
      "tool-crash",
      `Lean ended with ${exitCode ?? "a signal"}: ${last || "it said nothing"}`,
    );
  const hasError = output.messages.some(({ severity }) => severity === "error");
  if (exitCode === 1 && !hasError)
    return stop("tool-crash", `Lean failed without an error: ${last || "it said nothing"}`);
  return { ...base, ended: "exit", exitCode };
}
