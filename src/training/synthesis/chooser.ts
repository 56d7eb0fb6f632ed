/** Choices that are the same ones for the same seed. */

import { createDraw } from "../../std/create-draw.ts";

export interface Chooser {
  /** From 0 up to 1. */
  readonly draw: () => number;
  /** Both ends included. */
  whole(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** @throws {RangeError} for an empty list */
  pickOf<T>(items: readonly T[]): T;
  /** That many of them, or all, in their own order. */
  some<T>(items: readonly T[], count: number): readonly T[];
  shuffled<T>(items: readonly T[]): readonly T[];
}

/** The choices of one draft: a number of its own keeps it from depending on others. */
export function createChooser(seed: number, number = 0): Chooser {
  const draw = createDraw(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const whole = (least: number, most: number): number =>
    least + Math.floor(draw() * (most - least + 1));
  const pickOf = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError("Cannot pick from nothing");
    return items[whole(0, items.length - 1)] as T;
  };
  const shuffled = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, rank: draw() }))
      .toSorted((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  return {
    draw,
    whole,
    pickOf,
    shuffled,
    pick: pickOf,
    chance: (share) => draw() < share,
    some(items, count) {
      const chosen = new Set(shuffled([...items.keys()]).slice(0, count));
      return items.filter((_, at) => chosen.has(at));
    },
  };
}
