import type { ConstraintSession } from "../../ports/constraint-engine.ts";

/** How a whole text fares under a constraint. */
export type Fate =
  | { readonly isTaken: true }
  /** From `offset` on, in UTF-16, nothing of the text can stand; at its end, where something is missing there. */
  | { readonly isTaken: false; readonly offset: number; readonly isUnfinished: boolean };

/** Reads a text with a session over the vocabulary of single bytes. */
export function readWhole(session: ConstraintSession, text: string): Fate {
  const bytes = new TextEncoder().encode(text);
  for (const [at, byte] of bytes.entries()) {
    if (session.validate([byte]) === 1) session.commit(byte);
    else return { isTaken: false, offset: lengthOf(bytes.subarray(0, at)), isUnfinished: false };
  }
  return session.isAccepting()
    ? { isTaken: true }
    : { isTaken: false, offset: text.length, isUnfinished: true };
}

/** In UTF-16, of the whole characters. */
const lengthOf = (bytes: Uint8Array): number =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replace(/\uFFFD$/, "").length;
