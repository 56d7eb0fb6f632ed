/** What was decided about a candidate, and on what grounds. */

import type { CheckPhase } from "./check-phase.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** One thing that was checked and held: the grounds of an `accepted`. */
export interface CheckRecord {
  readonly phase: CheckPhase;
  readonly tool: { readonly name: string; readonly version: string };
  /** How many things were checked: files, examples, tests. */
  readonly count: number;
  /** In what isolation the candidate was run; `undefined` where nothing was executed. */
  readonly sandbox: string | undefined;
  /** Digest of all programs that decided, where the checker tells one. @default unknown */
  readonly toolchain?: string | undefined;
  /** Since when this was known and not checked again, ISO 8601 in UTC. @default it was checked for this verdict */
  readonly rememberedFrom?: string | undefined;
}

/** Something that was not checked, because its tool is not here: never a ground of anything. */
export interface NotRunCheck {
  readonly phase: CheckPhase;
  /** Name of the tool. */
  readonly tool: string;
  readonly why: string;
}

interface VerdictBase {
  /** The phase that decided: the last one that ran. */
  readonly phase: CheckPhase;
  readonly diagnostics: readonly Diagnostic[];
  /** What held before the decision. */
  readonly checks: readonly CheckRecord[];
  readonly notRun: readonly NotRunCheck[];
}

/** Why nothing could be decided. None of these is the candidate's mistake. */
export type InconclusiveReason = "timeout" | "memory" | "tool-crash" | "no-sandbox";

export type Verdict =
  | (VerdictBase & { readonly status: "accepted" })
  | (VerdictBase & { readonly status: "rejected" })
  | (VerdictBase & { readonly status: "inconclusive"; readonly reason: InconclusiveReason });

/** Since when a verdict was known that was not found again; `undefined` for one that was. */
export const rememberedFrom = ({ checks }: Pick<Verdict, "checks">): string | undefined =>
  checks.find((record) => record.rememberedFrom !== undefined)?.rememberedFrom;
