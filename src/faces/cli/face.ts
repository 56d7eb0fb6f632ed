import type { Terminal } from "./terminal.ts";

/** What every command gets besides its own arguments. */
export interface Face {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C and SIGTERM, with an `Interruption`. */
  readonly signal: AbortSignal;
  readonly directory: string;
}

/** Why the signal was aborted: the user, or the system, wants us to stop. */
export class Interruption extends Error {
  readonly reason: "interrupted" | "terminated";

  constructor(reason: Interruption["reason"]) {
    super(reason);
    this.reason = reason;
  }
}
