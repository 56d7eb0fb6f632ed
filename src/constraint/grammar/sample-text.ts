/** Whole texts of a constraint, byte by byte: what a grammar takes, seen without a model. */

import { isFault } from "../../domain/fault.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";

export interface SampleOptions {
  /** From 0 up to 1. */
  readonly draw: () => number;
  /** From here on the sample goes for its end. @default 120 */
  readonly wantedBytes?: number | undefined;
  /** Ends that are tried first, as far as they fit. @default none */
  readonly endings?: readonly string[] | undefined;
}

export type Sample =
  | { readonly kind: "whole"; readonly text: string }
  /** It found no end in time; `text` is what it had. */
  | { readonly kind: "unended"; readonly text: string }
  /** Nothing may follow, and it may not end: the grammar has no text that goes on so. */
  | { readonly kind: "dead-end"; readonly text: string }
  /** What may follow costs more than the limits allow. */
  | { readonly kind: "over-limits"; readonly text: string };

/** Token `n` is the byte `n`; the rest end the text. */
const BYTES = 256;
const WORDS = Math.ceil((BYTES + 1) / 32);

/** A text at random of a session over the vocabulary of single bytes. */
export function sampleText(
  session: ConstraintSession,
  { draw, wantedBytes = 120, endings = [] }: SampleOptions,
): Sample {
  const mostBytes = wantedBytes * 8 + 400;
  const written: number[] = [];
  const mask = new Uint32Array(WORDS);
  const lasts = endings.map(toBytes);
  let tries = 0;
  const tell = (kind: Sample["kind"]): Sample => ({
    kind,
    text: new TextDecoder().decode(Uint8Array.from(written)),
  });
  while (written.length < mostBytes) {
    if (!canMask(session, mask)) return tell("over-limits");
    const allowed = bytesOf(mask);
    const mayEnd = session.isAccepting();
    if (allowed.length === 0) return tell(mayEnd ? "whole" : "dead-end");
    const isClosing = written.length >= wantedBytes;
    if (mayEnd && (isClosing || draw() < SHARE_OF_ENDS)) return tell("whole");
    const ending = isClosing ? lasts.find((last) => canEndWith(session, last)) : undefined;
    if (ending !== undefined) {
      written.push(...ending);
      return tell("whole");
    }
    const isFree = allowed.filter((byte) => byte >= 0x20 && byte < 0x7f).length > MOST_SIGNS;
    if (!isFree) tries = 0;
    const isSteered = isClosing || (isFree && draw() < SHARE_OF_EXITS);
    const steered = isFree ? leaving(tries++) : closing(allowed, written.at(-1), draw);
    const byte = isSteered && allowed.includes(steered) ? steered : weighted(allowed, draw);
    if (!canCommit(session, byte)) return tell("over-limits");
    written.push(byte);
  }
  return tell("unended");
}

/** Writes an ending where it does end the text: in a string or a comment it may stand, and end nothing. */
function canEndWith(session: ConstraintSession, ending: readonly number[]): boolean {
  if (session.validate(ending) < ending.length) return false;
  for (const byte of ending) session.commit(byte);
  if (session.isAccepting()) return true;
  session.rollback(ending.length);
  return false;
}

function canMask(session: ConstraintSession, mask: Uint32Array): boolean {
  try {
    return session.mask(mask);
  } catch (error) {
    if (isFault(error, "constraint/engine-failed")) return false;
    throw error;
  }
}

/** What was in the mask can only be refused because there are too many ways to read it. */
function canCommit(session: ConstraintSession, byte: number): boolean {
  try {
    session.commit(byte);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const SHARE_OF_ENDS = 0.02;
const SHARE_OF_BEST = 0.8;
const SHARE_OF_EXITS = 0.5;
/** Of the 95 signs of ASCII: where more may follow, it is a string or a comment. */
const MOST_SIGNS = 91;

function bytesOf(mask: Uint32Array): readonly number[] {
  const allowed: number[] = [];
  for (let byte = 0; byte < BYTES; byte += 1)
    if (((mask[byte >>> 5] ?? 0) >>> (byte & 31)) & 1) allowed.push(byte);
  return allowed;
}

const toBytes = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

/** What ends strings and comments, tried in turn. */
const LEAVING = toBytes("\"\"\"'''`\n*/\n-/");
const leaving = (tries: number): number => LEAVING[tries % LEAVING.length] ?? 0;

/** What brings most languages nearer to an end, best first; then what is short. */
const CLOSING = toBytes(")]}⟩;\"'`>:?\n 10xa,|");
const RANK: ReadonlyMap<number, number> = new Map(CLOSING.map((byte, rank) => [byte, rank]));

/** What may begin a comment, or one more word, comes last. */
const rankOf = (byte: number): number =>
  RANK.get(byte) ?? CLOSING.length + (/[/#a-z-]/i.test(String.fromCharCode(byte)) ? 1 : 0);

/** Mostly the best, now and then a lesser one: what comes back to the same place is left in the end. */
function closing(allowed: readonly number[], last: number | undefined, draw: () => number): number {
  const isSame = (byte: number): boolean => kindOf(last) !== "" && kindOf(byte) === kindOf(last);
  // Blanks, names and rows of strings are not made longer where anything else may follow.
  const others = allowed.filter((byte) => !isSame(byte));
  const from = (others.length > 0 ? others : allowed).toSorted((a, b) => rankOf(a) - rankOf(b));
  let at = 0;
  while (draw() > SHARE_OF_BEST && at < from.length - 1) at += 1;
  return from[at] ?? 0;
}

function kindOf(byte: number | undefined): string {
  const sign = byte === undefined ? "" : String.fromCharCode(byte);
  if (/["'`]/.test(sign)) return "quote";
  return /\s/.test(sign) ? "blank" : /\w/.test(sign) ? "name" : "";
}

/** Each kind of sign is about as likely as each other, so that names do not go on forever. */
function weighted(allowed: readonly number[], draw: () => number): number {
  const groups = new Map<string, number[]>();
  for (const byte of allowed) {
    const group = groupOf(byte);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [byte]);
    else members.push(byte);
  }
  return pick(pick([...groups.values()], draw), draw);
}

function groupOf(byte: number): string {
  const sign = String.fromCharCode(byte);
  if (byte > 0x7f) return "beyond ASCII";
  if (/[a-z]/i.test(sign)) return "letter";
  if (/[0-9]/.test(sign)) return "digit";
  // Blanks but the plain one are rare in any text.
  if (byte < 0x20) return "control";
  return /[(){}[\];,.=<]/.test(sign) ? sign : sign === " " ? "blank" : "sign";
}

const pick = <T>(items: readonly T[], draw: () => number): T =>
  items[Math.floor(draw() * items.length)] as T;
