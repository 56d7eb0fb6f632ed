import { createLatelyUsed } from "../../std/lately-used.ts";

/**
 * What is known of texts that a grammar makes dead ends of: how much of a model's mass at each place leads to a whole
 * text, as far as drawing has shown. Never too little, so that what can end is never forgotten; with each answer it
 * comes nearer to the truth, and the answers nearer to what the model would say if only whole texts were there.
 *
 * @see Park et al. 2024, Grammar-Aligned Decoding: the same, with what is drawn in the place of whole masks.
 */
export interface Alignment {
  /** What is known of the place after `path`. */
  at(path: readonly number[]): AlignedPlace;
  /** Keeps how an answer was drawn: the probability, at each place, of each token that is known there. */
  learn(path: readonly number[], probabilityAt: (place: number, token: number) => number): void;
}

export interface AlignedPlace {
  /** From 0 to 1: how much of what begins with `token` can end whole, as far as is known. */
  worthOf(token: number): number;
  /** Keeps that `token` cannot follow. */
  refuse(token: number): void;
}

/** In bytes, roughly. */
const MEMORY = 16 * 1024 * 1024;
const BYTES_OF_ENTRY = 96;

/** `key` keeps apart what belongs to different prompts. */
export function createAlignments(memory = MEMORY): (key: string) => Alignment {
  const places = createLatelyUsed<Map<number, number>>(memory);
  return (key) => {
    const nameOf = (path: readonly number[]): string => `${key}:${path.join()}`;
    const put = (path: readonly number[], token: number, worth: number): void => {
      const name = nameOf(path);
      const known = places.get(name) ?? new Map<number, number>();
      known.set(token, worth);
      places.set(name, known, name.length + known.size * BYTES_OF_ENTRY);
    };
    return {
      at(path) {
        const known = places.get(nameOf(path));
        return {
          worthOf: (token) => known?.get(token) ?? 1,
          refuse: (token) => put(path, token, 0),
        };
      },
      learn(path, probabilityAt) {
        for (let place = path.length - 1; place >= 0; place -= 1) {
          const known = places.get(nameOf(path.slice(0, place + 1)));
          if (known === undefined) continue;
          let lost = 0;
          for (const [token, worth] of known) lost += probabilityAt(place + 1, token) * (1 - worth);
          put(path.slice(0, place), path[place] ?? -1, Math.max(0, 1 - lost));
        }
      },
    };
  };
}
