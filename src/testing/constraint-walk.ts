/** Texts as tokens of some vocabulary, and random ones that keep to a constraint. */

import type { Constraint } from "../domain/constraint.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";
import type { ConstraintCompiler, ConstraintSession } from "../ports/constraint-engine.ts";
import { createDraw } from "../std/create-draw.ts";
import { latin1 } from "../std/latin1.ts";

export interface Walk {
  readonly size: number;
  readonly endTokens: readonly number[];
  /** Tokens with the same bytes. */
  readonly twins: readonly (readonly [number, number])[];
  /** The longest token first, at each place. */
  cutLong(text: string): readonly number[];
  cutBytes(text: string): readonly number[];
  /** Any token that fits, at each place: the same ones each time. */
  cutAnyhow(text: string): readonly number[];
  /** Tokens of the vocabulary, the same ones for the same count. */
  someTokens(count: number): readonly number[];
  isIn(mask: Uint32Array, token: number): boolean;
  show(token: number): string;
  /** Commits up to `count` tokens and gives them back. @throws {Error} at a dead end, or an end that is none. */
  writeAtRandom(session: ConstraintSession, count: number): readonly number[];
}

export function createWalk(vocabulary: Vocabulary, seed = 1): Walk {
  const { size, bytes, offsets, endTokens } = vocabulary;
  const random = createDraw(seed);
  const byText = new Map<string, number>();
  let longest = 0;
  for (let token = 0; token < size; token += 1) {
    const text = latin1(bytes.subarray(offsets[token], offsets[token + 1]));
    if (text === "" || byText.has(text)) continue;
    byText.set(text, token);
    longest = Math.max(longest, text.length);
  }
  const cut = (text: string, choose: (fitting: readonly string[]) => string): readonly number[] => {
    const spelled = latin1(new TextEncoder().encode(text));
    const tokens: number[] = [];
    for (let at = 0; at < spelled.length; ) {
      const fitting: string[] = [];
      for (let length = 1; length <= Math.min(longest, spelled.length - at); length += 1) {
        const part = spelled.slice(at, at + length);
        if (byText.has(part)) fitting.push(part);
      }
      const part = choose(fitting);
      tokens.push(byText.get(part) ?? 0);
      at += part.length;
    }
    return tokens;
  };
  const isIn = (mask: Uint32Array, token: number): boolean =>
    (((mask[token >>> 5] ?? 0) >>> (token & 31)) & 1) === 1;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const walk: Walk = {
    size,
    endTokens,
    twins: vocabulary.twins.map(({ id, of }) => [id, of]),
    cutLong: (text) => cut(text, (fitting) => fitting.at(-1) ?? ""),
    cutBytes: (text) => cut(text, (fitting) => fitting[0] ?? ""),
    cutAnyhow: (text) => cut(text, pick),
    someTokens: (count) => Array.from({ length: count }, () => Math.floor(random() * size)),
    isIn,
    show: (token) =>
      JSON.stringify(new TextDecoder().decode(bytes.subarray(offsets[token], offsets[token + 1]))),
    writeAtRandom: (session, count) => {
      const written: number[] = [];
      while (written.length < count) {
        const mask = readMask(session, walk);
        const token = pickFrom(mask, random);
        if (token === undefined)
          throw new Error(`a dead end after ${written.map(walk.show).join(" ")}`);
        const isEnd = endTokens.includes(token);
        if (isEnd !== (isEnd && session.isAccepting()))
          throw new Error("an end where the text is not whole");
        if (isEnd) break;
        session.commit(token);
        written.push(token);
      }
      return written;
    },
  };
  return walk;
}

/** A token at random: first a word with bits, then a bit of it. */
function pickFrom(mask: Uint32Array, random: () => number): number | undefined {
  const from = Math.floor(random() * mask.length);
  for (let step = 0; step < mask.length; step += 1) {
    const index = (from + step) % mask.length;
    const word = mask[index] ?? 0;
    const bits = Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (word >>> bit) & 1);
    const bit = bits[Math.floor(random() * bits.length)];
    if (bit !== undefined) return index * 32 + bit;
  }
  return undefined;
}

export function readMask(session: ConstraintSession, { size }: Pick<Walk, "size">): Uint32Array {
  const mask = new Uint32Array(Math.ceil(size / 32));
  if (!session.mask(mask)) throw new Error("the mask hit a limit");
  return mask;
}

/** @throws {Error} with the engine's own words where the constraint is refused. */
export function compileOrThrow(
  compiler: ConstraintCompiler,
  constraint: Constraint,
): () => ConstraintSession {
  const compilation = compiler.compile(constraint);
  if (compilation.isCompiled) return compilation.openSession;
  throw new Error(JSON.stringify(compilation.refusals));
}
