/** Runs outside programs, with limits, without a shell; ends them with all their children. */

export interface ToolCommand {
  /** A program's name on PATH, or an absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** @default a fresh scratch folder, removed afterwards */
  readonly directory?: string | undefined;
  /** The program sees these, and what `inherits` says. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /**
   * `nothing` is PATH alone; `all` is our whole environment, for package managers, which need the user's proxies
   * and certificates. @default "nothing"
   */
  readonly inherits?: "nothing" | "all" | undefined;
  readonly input?: string | undefined;
  /** @default 60_000 */
  readonly timeoutMs?: number | undefined;
  /** Per stream; what comes after is dropped and the program ended. @default 10 MiB */
  readonly maxOutputBytes?: number | undefined;
}

export interface ToolResult {
  /** `undefined` when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly isTimedOut: boolean;
  readonly isOutputCut: boolean;
  readonly timeMs: number;
}

/** A program that stays: one line in, lines out. */
export interface RunningTool extends AsyncDisposable {
  send(line: string): void;
  /** Ends when the program does. */
  readonly lines: AsyncIterable<string>;
  /** Resolves when it has ended, with what it said on stderr (last 64 KiB). */
  readonly ended: Promise<{
    readonly exitCode: number | undefined;
    readonly signal: string | undefined;
    readonly stderr: string;
  }>;
}

export interface ToolRunner {
  /** Absolute path of the Node that runs us. */
  readonly node: string;
  /** Absolute path of a program on PATH. */
  find(program: string): Promise<string | undefined>;
  /**
   * Runs to the end. A program that fails, or runs out of time, is a value.
   *
   * @throws {Fault} `toolchain/missing` when there is no such program.
   * @throws `signal.reason` when aborted, after the whole process group is gone.
   */
  run(
    command: ToolCommand,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ToolResult>;
  /** Starts a program that is talked to by lines; `timeoutMs` and `input` do not apply. */
  start(command: ToolCommand): Promise<RunningTool>;
}
