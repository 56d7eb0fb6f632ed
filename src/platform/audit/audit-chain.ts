/** How entries of the audit log hang together: each holds the hash of the one before it. */

import type { AuditEntry } from "../../ports/audit-log.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** An entry as it is kept. */
export interface ChainedEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly action: string;
  /** The entry's details as canonical JSON. */
  readonly details: string;
  /** Hash of the entry before it; `CHAIN_START` in the first. */
  readonly prev: string;
  /** SHA-256 over all of the above. */
  readonly hash: string;
}

/** What the first entry holds in place of a hash. */
export const CHAIN_START = "0".repeat(64);

export type Sha256 = (text: string) => string;

/** The entry that follows `last`. */
export function chainEntry(
  { action, details }: AuditEntry,
  last: Pick<ChainedEntry, "seq" | "hash"> | undefined,
  { at, sha256 }: { readonly at: string; readonly sha256: Sha256 },
): ChainedEntry {
  const entry = {
    seq: (last?.seq ?? 0) + 1,
    at,
    action,
    details: canonicalJson(details),
    prev: last?.hash ?? CHAIN_START,
  };
  return { ...entry, hash: hashOf(entry, sha256) };
}

const hashOf = (
  { seq, at, action, details, prev }: Omit<ChainedEntry, "hash">,
  sha256: Sha256,
): string => sha256(canonicalJson({ seq, at, action, details, prev }));

export interface ChainVerdict {
  readonly entries: number;
  /** Hash of the last entry; `undefined` for an empty log. Who keeps it elsewhere can prove later that nothing was cut. */
  readonly head: string | undefined;
  /** The first place where the chain does not hold; `undefined` when it holds. */
  readonly broken: { readonly seq: number; readonly why: string } | undefined;
}

/**
 * Whether a log is as it was written: every entry unchanged, none missing, all in their order. A log that was cut at
 * its end, or written anew from some entry on, holds in itself: only a `head` that was noted before shows that.
 */
export function verifyChain(
  entries: Iterable<ChainedEntry>,
  { sha256, head: noted }: { readonly sha256: Sha256; readonly head?: string | undefined },
): ChainVerdict {
  let last: ChainedEntry | undefined;
  let count = 0;
  let hasNoted = noted === undefined || noted === CHAIN_START;
  let broken: ChainVerdict["broken"];
  for (const entry of entries) {
    count += 1;
    broken ??= compare(entry, last, sha256);
    hasNoted ||= entry.hash === noted;
    last = entry;
  }
  if (!hasNoted) {
    broken ??= {
      seq: (last?.seq ?? 0) + 1,
      why: "no entry has the hash that was noted: the end was cut, or the log was written anew",
    };
  }
  return { entries: count, head: last?.hash, broken };
}

function compare(
  entry: ChainedEntry,
  last: ChainedEntry | undefined,
  sha256: Sha256,
): ChainVerdict["broken"] {
  const seq = (last?.seq ?? 0) + 1;
  if (entry.seq !== seq) {
    const upTo = entry.seq - 1;
    const why = upTo > seq ? `entries ${seq} to ${upTo} are missing` : `entry ${seq} is missing`;
    return { seq, why };
  }
  if (hashOf(entry, sha256) !== entry.hash) return { seq, why: `entry ${seq} was changed` };
  if (entry.prev !== (last?.hash ?? CHAIN_START)) {
    return { seq, why: `entry ${seq} does not follow the one before it: one of them was replaced` };
  }
  return undefined;
}
