import type { SourceText } from "../../../domain/source-text.ts";
import type { Sandbox } from "../../../ports/sandbox.ts";
import { createWarmProcess, type Reply } from "../../../std/warm-process.ts";
import type { Core } from "./find-core.ts";
import { WORKER_SOURCE } from "./worker-source.ts";

const MEBIBYTE = 1024 * 1024;
const ENTRY = "worker.py";

/** The node's files as they are laid out for Python, and what the contract says of them. */
export interface NodeLayout {
  readonly files: readonly SourceText[];
  readonly contractPath: string;
  /** Dotted names of its modules, the main one last. */
  readonly modules: readonly string[];
  /** Dotted name of the module that holds the node's class. */
  readonly main: string;
  readonly kind: string;
  readonly inputModel: string;
  readonly outputModel: string;
  /** `package.module:Class`; null where the contract names none. */
  readonly handler: string | null;
  /** What a compute node's computation is registered as; null where the contract does not say. */
  readonly algorithm: string | null;
}

/** An exception, with the innermost of the node's lines that had to do with it. */
export interface Thrown {
  readonly names: readonly string[];
  readonly message: string;
  /** Name of the error code, of the framework's own errors. */
  readonly code: string | null;
  /** Relative to the layout's root. */
  readonly file: string | null;
  readonly line: number | null;
}

export type StepName = "contract" | "import" | "classes" | "instance" | "try";

export type StepResult =
  | { readonly step: StepName; readonly outcome: "held" }
  | { readonly step: StepName; readonly outcome: "skipped"; readonly why: string }
  | { readonly step: StepName; readonly outcome: "failed"; readonly error: Thrown };

export type EvaluatedValue =
  | { readonly kind: "returned"; readonly value: string }
  | ({ readonly kind: "threw" } & Thrown);

/** How a child ended that gave no answer. */
export interface Ended {
  readonly ended: "timeout" | "memory" | "exit";
}

type RunRequest = NodeLayout & { readonly question: "run"; readonly timeoutMs: number };
type EvaluateRequest = Pick<NodeLayout, "files" | "modules"> & {
  readonly question: "evaluate";
  readonly expressions: readonly string[];
  readonly timeoutMs: number;
};
type AnswerTo<R> =
  | Ended
  | (R extends RunRequest
      ? { readonly steps: readonly StepResult[] }
      : { readonly values: readonly EvaluatedValue[] });

export interface AskLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Python with the core package in memory, in the sandbox; each node runs in a process of its own there. */
export interface CoreWorker extends AsyncDisposable {
  /** @throws `limits.signal.reason` when aborted. */
  ask<R extends RunRequest | EvaluateRequest>(
    request: R,
    limits: AskLimits,
  ): Promise<Reply<AnswerTo<R>>>;
}

/** What can start a program that stays; `undefined` where only whole runs are isolated, or nothing is. */
export const canStart = (sandbox: Sandbox | undefined): Required<Sandbox> | undefined =>
  sandbox?.start === undefined ? undefined : (sandbox as Required<Sandbox>);

/** Starts nothing before the first question. */
export function createCoreWorker(sandbox: Required<Sandbox>, core: Core): CoreWorker {
  const process = createWarmProcess<object, { readonly crash?: string }>(
    () =>
      sandbox.start({
        files: [{ path: ENTRY, text: WORKER_SOURCE }],
        entry: ENTRY,
        interpreter: {
          path: core.interpreter,
          args: ["-I", "-B", "-u"],
          readOnlyPaths: core.readOnlyPaths,
        },
        args: [core.packages],
        limits: {
          // Of the process that waits; a node's own time is counted where it runs.
          timeoutMs: 24 * 60 * 60 * 1000,
          memoryBytes: 1024 * MEBIBYTE,
          maxOutputBytes: 16 * MEBIBYTE,
        },
      }),
    { crashOf: ({ crash }) => crash },
  );
  return {
    ask: async <R extends RunRequest | EvaluateRequest>(request: R, limits: AskLimits) =>
      (await process.ask(request, limits)) as Reply<AnswerTo<R>>,
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
