/** The code after the prefix, as far as it is written, before all that has a say in it. */

import type { ConstraintLevel } from "../../domain/decoding.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import {
  isRefusal,
  type PrefixJudge,
  type PrefixRefusal,
  type PrefixState,
} from "../../ports/prefix-judge.ts";

/** Why a text cannot go on, and how much of it can stand. */
export interface Refusal {
  readonly level: ConstraintLevel;
  readonly cause: string;
  readonly reason: string;
  /** Characters of the code after the prefix. */
  readonly keep: number;
}

export interface HeldText {
  /** How much of the code is judged. */
  readonly length: number;
  /** Judges `code`, which goes on from what is judged already. */
  read(code: string, signal: AbortSignal | undefined): Promise<Refusal | undefined>;
  /** Whether it may end, itself or with the `blanks` after it. */
  finish(blanks: string, signal: AbortSignal | undefined): Promise<Refusal | undefined>;
  /** Makes the first `length` characters of `code` all that is judged. */
  goBackTo(length: number, code: string, signal: AbortSignal | undefined): Promise<void>;
}

export interface HoldTextOptions {
  readonly judges: readonly PrefixJudge[];
  /** Of the syntax, over single bytes; `undefined` where any text is one. */
  readonly session: ConstraintSession | undefined;
  /** Runs a piece of judging, e.g. to take its time. */
  readonly measure: <T>(kind: "piece" | "statement", work: () => Promise<T>) => Promise<T>;
}

interface Mark {
  readonly length: number;
  readonly bytes: number;
  readonly states: readonly PrefixState[];
}

/** About as long as a model's tokens, so that judges are asked where they would be asked of one. */
const PIECES = /[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu;
const encoder = new TextEncoder();
/** Bytes that go on with a character begin so. */
const isInside = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & 0xc0) === 0x80;

export function holdText({ judges, session, measure }: HoldTextOptions): HeldText {
  const begin: Mark = { length: 0, bytes: 0, states: judges.map(({ start }) => start) };
  const marks: Mark[] = [begin];
  const here = (): Mark => marks.at(-1) ?? begin;

  const takeBackLast = (): void => {
    const { bytes = 0 } = marks.pop() ?? {};
    session?.rollback(bytes - here().bytes);
  };

  /** How many characters of `piece` the syntax lets through; all of them are taken then. */
  const takeSyntax = (piece: string): number => {
    if (session === undefined) return piece.length;
    const bytes = encoder.encode(piece);
    let valid = session.validate([...bytes]);
    if (valid === bytes.length) {
      for (const byte of bytes) session.commit(byte);
      return piece.length;
    }
    while (isInside(bytes[valid])) valid -= 1;
    return new TextDecoder().decode(bytes.subarray(0, valid)).length;
  };

  const feed = (piece: string, states: PrefixState[]): Refusal | undefined => {
    const { length, bytes } = here();
    const taken = takeSyntax(piece);
    if (taken < piece.length) return wrongSyntax(piece, length, taken);
    for (const [at, judge] of judges.entries()) {
      const next = (states[at] ?? judge.start).feed(piece);
      if (isRefusal(next)) {
        session?.rollback(encoder.encode(piece).length);
        return toRefusal(judge, next);
      }
      states[at] = next;
    }
    const mark = { length: length + piece.length, bytes: bytes + encoder.encode(piece).length };
    marks.push({ ...mark, states });
    return undefined;
  };

  /** Asks what can be told at a price, where a phrase has just ended. */
  const settle = async (signal: AbortSignal | undefined): Promise<Refusal | undefined> => {
    const { length, bytes, states } = here();
    const settled = [...states];
    for (const [at, judge] of judges.entries()) {
      const ask = states[at]?.settle;
      if (ask === undefined) continue;
      const next = await measure("statement", () => ask(signal));
      if (isRefusal(next)) return toRefusal(judge, next);
      settled[at] = next;
    }
    marks.push({ length, bytes, states: settled });
    return undefined;
  };

  const read: HeldText["read"] = async (code, signal) => {
    for (const [piece] of code.matchAll(PIECES)) {
      const refused = await measure("piece", async () => feed(piece, [...here().states]));
      if (refused !== undefined) return refused;
      if (!here().states.some((state) => state.settle !== undefined)) continue;
      const found = await settle(signal);
      if (found === undefined) continue;
      takeBackLast();
      return found;
    }
    return undefined;
  };

  const mayEnd = (blanks: string): boolean => {
    if (session === undefined || session.isAccepting()) return true;
    const bytes = [...encoder.encode(blanks)];
    const ending = session.fork();
    if (bytes.length === 0 || ending.validate(bytes) < bytes.length) return false;
    for (const byte of bytes) ending.commit(byte);
    return ending.isAccepting();
  };

  return {
    get length() {
      return here().length;
    },
    read,
    async finish(blanks, signal) {
      const { length, states } = here();
      if (!mayEnd(blanks)) return unfinished(length);
      for (const [at, judge] of judges.entries()) {
        const refused = await measure("statement", async () => states[at]?.finish(signal));
        if (refused !== undefined) return toRefusal(judge, refused);
      }
      return undefined;
    },
    async goBackTo(length, code, signal) {
      const written = here().bytes;
      const beyond = marks.findIndex((mark) => mark.length > length);
      if (beyond > 0) marks.length = beyond;
      const back = written - here().bytes;
      if (back > 0) session?.rollback(back);
      // What was let through once is let through again: only its states are wanted.
      await read(code.slice(here().length, length), signal);
    },
  };
}

const toRefusal = ({ level }: PrefixJudge, { cause, reason, keep }: PrefixRefusal): Refusal => ({
  level,
  cause,
  reason,
  keep,
});

const wrongSyntax = (piece: string, length: number, taken: number): Refusal => ({
  level: "syntax",
  cause: "unexpected-text",
  reason: `${JSON.stringify(piece.slice(taken))} cannot follow there`,
  keep: length + taken,
});

const unfinished = (length: number): Refusal => ({
  level: "syntax",
  cause: "unfinished",
  reason: "the code ends before it is whole",
  keep: length,
});
