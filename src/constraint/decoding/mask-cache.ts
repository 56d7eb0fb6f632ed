import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import { createLatelyUsed } from "../../std/lately-used.ts";
import type { Meter } from "./meter.ts";

/** Which tokens may follow a text; `over-limit` where the engine gave up. */
export type Mask = Uint32Array | "over-limit";

/** Masks of one grammar over one vocabulary, by the text before them: answers to one wish begin alike. */
export interface MaskCache {
  read(session: ConstraintSession, key: string, meter: Meter): Mask;
}

/** In bytes: five thousand masks over 49,152 tokens. */
const MEMORY = 32 * 1024 * 1024;

export function createMaskCache(vocabularySize: number, memory = MEMORY): MaskCache {
  const masks = createLatelyUsed<Mask>(memory);
  const words = Math.ceil(vocabularySize / 32);
  return {
    read(session, key, meter) {
      meter.cacheLookups += 1;
      const known = masks.get(key);
      if (known !== undefined) {
        meter.cacheHits += 1;
        return known;
      }
      const into = new Uint32Array(words);
      const mask = meter.onMask(() => session.mask(into)) ? into : "over-limit";
      masks.set(key, mask, words * 4 + key.length * 2);
      return mask;
    },
  };
}

export const isIn = (mask: Uint32Array, token: number): boolean =>
  (((mask[token >>> 5] ?? 0) >>> (token & 31)) & 1) === 1;

/** The tokens of a mask, up to `most` of them. */
export function listTokens(mask: Uint32Array, most: number): readonly number[] {
  const tokens: number[] = [];
  for (const [index, word] of mask.entries()) {
    for (let left = word; left !== 0; left &= left - 1) {
      tokens.push(index * 32 + 31 - Math.clz32(left & -left));
      if (tokens.length >= most) return tokens;
    }
  }
  return tokens;
}
