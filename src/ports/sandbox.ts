/** Where model-written code may run: no network, no files but a scratch folder, limits on everything. */

import type { SourceText } from "../domain/source-text.ts";
import type { RunningTool } from "./tool-runner.ts";

export interface SandboxLimits {
  /** @default 10_000 */
  readonly timeoutMs?: number | undefined;
  /** @default 512 MiB */
  readonly memoryBytes?: number | undefined;
  /** Per stream. @default 1 MiB */
  readonly maxOutputBytes?: number | undefined;
}

export interface SandboxJob {
  /** Written into the scratch folder before the start. */
  readonly files: readonly SourceText[];
  /** The file of `files` to run. */
  readonly entry: string;
  /**
   * What runs it: `javascript` is an ES module that needs nothing but the language and `console.log`;
   * `node` needs Node's own modules; otherwise a program, found at `path`, with the folders it must read.
   */
  readonly interpreter:
    | "javascript"
    | "node"
    | {
        readonly path: string;
        readonly args: readonly string[];
        readonly readOnlyPaths: readonly string[];
      };
  /** Arguments after the entry. @default [] */
  readonly args?: readonly string[] | undefined;
  readonly limits?: SandboxLimits | undefined;
}

export type SandboxResult = {
  readonly stdout: string;
  readonly stderr: string;
  readonly timeMs: number;
} & (
  | { readonly ended: "exit"; readonly exitCode: number }
  /** A limit ended it. */
  | { readonly ended: "timeout" | "memory" | "output" }
);

export interface Sandbox {
  /** Names the isolation in evidence: `bubblewrap 0.8.0`, `quickjs`. */
  readonly id: string;
  /** Whether it can run this kind of job at all. */
  supports(interpreter: SandboxJob["interpreter"]): boolean;
  /**
   * Runs to the end; whatever the code does is a value.
   *
   * @throws {Fault} `sandbox/missing` when this sandbox cannot run such a job.
   * @throws `signal.reason` when aborted, after every process is gone.
   */
  run(
    job: SandboxJob,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<SandboxResult>;
  /**
   * Starts a program that is talked to by lines and that runs until it is disposed of; `limits.timeoutMs` bounds its
   * CPU time. Absent where only whole runs can be isolated.
   *
   * @throws {Fault} `sandbox/missing` when this sandbox cannot run such a job.
   */
  start?(job: SandboxJob): Promise<RunningTool>;
}
