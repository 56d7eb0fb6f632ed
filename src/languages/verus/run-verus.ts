import type { SourceText } from "../../domain/source-text.ts";
import type { InconclusiveReason } from "../../domain/verdict.ts";
import type { Machine } from "../../ports/machine.ts";
import { nameOf } from "../../std/folder-of.ts";
import { readMessages, readResults, type VerusMessage, type VerusResults } from "./read-output.ts";
import type { Verus } from "./toolchain.ts";

/** What one run of Verus over a file came to. */
export type VerusRun = {
  readonly messages: readonly VerusMessage[];
  readonly timeMs: number;
} & (
  | {
      readonly ended: "exit";
      readonly exitCode: number;
      readonly results: VerusResults | undefined;
    }
  | { readonly ended: "inconclusive"; readonly reason: InconclusiveReason; readonly detail: string }
);

export interface RunVerusOptions {
  /** Files that the main one names, relative to the project. */
  readonly beside: readonly SourceText[];
  /** For a text that assumes nothing of itself. */
  readonly refusesCheating: boolean;
  /** Further arguments: another seed, another limit. @default none */
  readonly flags?: readonly string[] | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

const MOST_OUTPUT = 32 * 1024 * 1024;

/**
 * One fresh process over a file in a folder of its own. Verus runs nothing of the file.
 *
 * @throws {Fault} `toolchain/missing`, `storage/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function runVerus(
  machine: Machine,
  verus: Verus,
  { path, text }: SourceText,
  options: RunVerusOptions,
): Promise<VerusRun> {
  const { beside, refusesCheating, flags = [], timeoutMs, signal } = options;
  const { files, locations, toolRunner, random } = machine;
  const folder = `${locations.cache}/verus/${random.nextId()}`;
  const written = [{ path, text }, ...beside].map((file) => ({
    ...file,
    path: `${folder}/${file.path}`,
  }));
  try {
    for (const file of written) await files.writeText(file.path, file.text);
    const main = written[0]?.path ?? folder;
    const result = await toolRunner.run(
      {
        program: verus.path,
        args: [
          nameOf(main),
          "--output-json",
          "--error-format=json",
          "--multiple-errors",
          "5",
          ...(/\bfn\s+main\b/.test(text) ? [] : ["--crate-type=lib"]),
          ...(refusesCheating && verus.refusesCheating ? ["--no-cheating"] : []),
          ...flags,
        ],
        directory: main.slice(0, main.lastIndexOf("/")),
        inherits: "all",
        timeoutMs: Math.max(1, Math.ceil(timeoutMs)),
        maxOutputBytes: MOST_OUTPUT,
      },
      { signal },
    );
    const { stdout, stderr, timeMs } = result;
    const base = { messages: readMessages(stderr), timeMs };
    const stop = (reason: InconclusiveReason, detail: string): VerusRun => ({
      ...base,
      ended: "inconclusive",
      reason,
      detail,
    });
    if (result.isTimedOut) return stop("timeout", "Verus did not end in time");
    if (result.isOutputCut) return stop("tool-crash", "Verus printed more than can be read");
    if (/out of memory|memory allocation of/.test(stderr))
      return stop("memory", "Verus ran out of memory");
    const hasError = base.messages.some(({ severity }) => severity === "error");
    const last = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
    if (result.exitCode === undefined || /panicked at|internal compiler error/.test(stderr))
      return stop("tool-crash", `Verus crashed: ${last || "it said nothing"}`);
    if (result.exitCode !== 0 && !hasError)
      return stop("tool-crash", `Verus failed without an error: ${last || "it said nothing"}`);
    return { ...base, ended: "exit", exitCode: result.exitCode, results: readResults(stdout) };
  } finally {
    for (const file of written) await files.remove(file.path);
  }
}
