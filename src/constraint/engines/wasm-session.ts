import type { GuidanceParser, Grammar as WasmGrammar } from "transformers-llguidance";
import { Fault } from "../../domain/fault.ts";
import type { Vocabulary } from "../../domain/vocabulary.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import { refuseShortMask } from "./mask-words.ts";

/** The one parser there is for a vocabulary, and the session whose tokens it has read. */
export interface Seat {
  readonly parser: GuidanceParser;
  readonly vocabulary: Vocabulary;
  readonly ends: ReadonlySet<number>;
  holder: object | undefined;
}

/** A mask, or that a limit was hit on the way to it. */
type Mask = Uint32Array | "over-limit";

/** A session that remembers its tokens: what is taken back is read again from the beginning. */
export function createWasmSession(
  grammar: WasmGrammar,
  seat: Seat,
  before: readonly number[] = [],
): ConstraintSession {
  const { parser, vocabulary, ends } = seat;
  const me = {};
  /** All that are committed, an end token too, which the parser never sees. */
  const tokens = [...before];
  let known: Mask | undefined;
  let masks = 0;

  const isEnded = (): boolean => ends.has(tokens.at(-1) ?? -1);
  const leave = (): void => {
    seat.holder = undefined;
  };
  const sit = (): void => {
    if (seat.holder === me) return;
    leave();
    try {
      parser.reset(grammar);
    } catch (error) {
      // Its own errors are texts: this one says that the engine fell over before, and stays down.
      if (typeof error === "string") throw error;
      throw new Fault(
        "constraint/engine-failed",
        "Cannot go on with llguidance for WebAssembly: it failed, and must be loaded again",
        { cause: error },
      );
    }
    for (const token of tokens) if (!ends.has(token)) parser.advance(token);
    seat.holder = me;
  };

  const look = (): Mask => {
    known ??= isEnded() ? new Uint32Array(wordsFor(vocabulary)) : compute();
    return known;
  };
  const compute = (): Mask => {
    sit();
    const words = new Uint32Array(wordsFor(vocabulary));
    if (isComplete(parser)) return allowEnds(words, ends);
    masks += 1;
    try {
      return pack(parser.getTokenMask().subarray(0, vocabulary.size), words, ends);
    } catch (error) {
      leave();
      if (/NoExtension|no extension/i.test(String(error))) return words;
      return "over-limit";
    }
  };

  const allows = (token: number): boolean => {
    if (!Number.isInteger(token) || token < 0 || token >= vocabulary.size || isEnded())
      return false;
    const mask = look();
    if (mask !== "over-limit") return (((mask[token >>> 5] ?? 0) >>> (token & 31)) & 1) === 1;
    return tryOut(token);
  };
  /** Without a mask, by reading the token; an end token cannot be told apart then, and is refused. */
  const tryOut = (token: number): boolean => {
    if (ends.has(token)) return false;
    sit();
    try {
      parser.advance(token);
      return true;
    } catch {
      return false;
    } finally {
      leave();
    }
  };
  const push = (token: number): void => {
    if (!ends.has(token)) {
      sit();
      parser.advance(token);
    }
    tokens.push(token);
    known = undefined;
  };
  const drop = (count: number): void => {
    if (count <= 0) return;
    tokens.length -= count;
    known = undefined;
    leave();
  };

  return {
    mask: (into) => {
      refuseShortMask(into, vocabulary.size);
      into.fill(0);
      const mask = look();
      if (mask === "over-limit") return false;
      into.set(mask);
      return true;
    },
    validate: (candidates) => {
      let valid = 0;
      const mask = known;
      while (valid < candidates.length) {
        const token = candidates[valid] ?? -1;
        if (!allows(token)) break;
        valid += 1;
        if (valid < candidates.length) push(token);
      }
      drop(Math.min(valid, candidates.length - 1));
      known = mask ?? (candidates.length === 1 ? known : undefined);
      return valid;
    },
    commit: (token) => {
      if (!allows(token)) throw new RangeError(`Cannot do that: token ${token} may not follow`);
      push(token);
    },
    rollback: (count) => {
      if (count > tokens.length)
        throw new RangeError(
          `Cannot do that: ${count} tokens cannot be taken back: ${tokens.length} are written`,
        );
      drop(count);
    },
    forcedTokens: () => [],
    isAccepting: () => {
      const mask = isEnded() ? "ended" : look();
      if (mask === "ended") return true;
      const [end = 0] = vocabulary.endTokens;
      return mask !== "over-limit" && (((mask[end >>> 5] ?? 0) >>> (end & 31)) & 1) === 1;
    },
    fork: () => createWasmSession(grammar, seat, tokens),
    stats: () => ({ tokens: tokens.length, masks, itemsInLastMask: undefined }),
  };
}

const wordsFor = ({ size }: Vocabulary): number => Math.ceil(size / 32);

/** What the package's class keeps to itself. */
const isComplete = (parser: GuidanceParser): boolean => {
  const inner = parser["wasmParser"] as { readonly stop_reason: () => string };
  return /EndOfSentence|NoExtension$/.test(inner.stop_reason());
};

/** One byte a token becomes one bit; the package knows one end token, and the others follow it. */
function pack(bytes: Uint8Array, words: Uint32Array, ends: ReadonlySet<number>): Uint32Array {
  // By index: an iterator makes an array of each of 262,144 entries.
  for (let token = 0; token < bytes.length; token += 1)
    if (bytes[token] === 1) words[token >>> 5] = (words[token >>> 5] ?? 0) | (1 << (token & 31));
  const [first = 0] = ends;
  return bytes[first] === 1 ? allowEnds(words, ends) : words;
}

function allowEnds(words: Uint32Array, ends: ReadonlySet<number>): Uint32Array {
  for (const end of ends) words[end >>> 5] = (words[end >>> 5] ?? 0) | (1 << (end & 31));
  return words;
}
