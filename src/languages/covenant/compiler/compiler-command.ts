/** How the real compiler is called on this machine. */
export interface CompilerCommand {
  /** Absolute path of the program that is started. */
  readonly program: string;
  /** Stand before the compiler's own arguments. */
  readonly args: readonly string[];
  /** Where it runs. `undefined` is the folder of the program that it checks. */
  readonly directory: string | undefined;
  /** What it sees of our environment; only cargo needs all of it. */
  readonly inherits: "nothing" | "all";
  /** For each of its commands. */
  readonly timeoutMs: number;
}
