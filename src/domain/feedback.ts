/** What a person says of code that a run ended with. It is remembered beside the verdict and never changes it. */

import type { Verdict } from "./verdict.ts";

export const OPINIONS = ["accept", "reject", "edit"] as const;
export type Opinion = (typeof OPINIONS)[number];

export interface Feedback {
  readonly schemaVersion: 1;
  readonly runId: string;
  /** Of the attempt that was judged, from 1. */
  readonly attempt: number;
  /** SHA-256 in hex of the code that was judged. */
  readonly sha256: string;
  readonly opinion: Opinion;
  /** Short and countable, e.g. `wrong-behaviour`. */
  readonly reason: string | undefined;
  readonly note: string | undefined;
  /** Of an edit: the whole text as it should have been, and what the checker said of it. */
  readonly edit: { readonly code: string; readonly verdict: Verdict["status"] } | undefined;
  /** Who says so; kept only when they gave a name. */
  readonly by: string | undefined;
  /** ISO 8601, UTC. */
  readonly at: string;
}
