/** How well the trees of some files foretell the trees of others: which kind of node stands in which slot. */

import type { Counts, Lesson } from "./lesson.ts";
import type { OtherLesson } from "./measure-perplexity.ts";

export interface PathPerplexity {
  /** What foretells, in words. */
  readonly model: string;
  /** 2 to the mean number of bits a node takes; lower is better. */
  readonly perNode: number;
}

/** What foretells the nodes of files that it was not counted in. */
export function measurePaths(
  learned: Lesson,
  heldOut: Lesson,
  other: OtherLesson | undefined,
): readonly PathPerplexity[] {
  const lessons = [learned, heldOut, ...(other === undefined ? [] : [other.lesson])];
  const kinds = new Set(lessons.flatMap(({ paths }) => [...paths.keys()].map(kindOf))).size;
  const measure = (model: string, { paths }: Lesson, contextOf: (path: string) => string) => ({
    model,
    perNode: perplexityOf(heldOut.paths, countBy(paths, contextOf), { kinds, contextOf }),
  });
  return [
    measure("how often kinds of nodes are used", learned, () => ""),
    measure("learned slots", learned, slotOf),
    ...(other === undefined ? [] : [measure(`slots of ${other.name}`, other.lesson, slotOf)]),
  ];
}

/** The kind of the node in `kind/slot/child`. */
const kindOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const slotOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

interface SlotCounts {
  readonly total: number;
  readonly kinds: ReadonlyMap<string, number>;
}

function countBy(
  paths: Counts,
  contextOf: (path: string) => string,
): ReadonlyMap<string, SlotCounts> {
  const slots = new Map<string, { total: number; kinds: Map<string, number> }>();
  for (const [path, count] of paths) {
    const slot = slots.get(contextOf(path)) ?? { total: 0, kinds: new Map() };
    slot.total += count;
    slot.kinds.set(kindOf(path), (slot.kinds.get(kindOf(path)) ?? 0) + count);
    slots.set(contextOf(path), slot);
  }
  return slots;
}

/** Smoothed as the sequences are: an unseen kind has as much as all kinds that were seen once more, shared out evenly. */
function perplexityOf(
  paths: Counts,
  slots: ReadonlyMap<string, SlotCounts>,
  { kinds, contextOf }: { readonly kinds: number; readonly contextOf: (path: string) => string },
): number {
  let [bits, nodes] = [0, 0];
  for (const [path, count] of paths) {
    const slot = slots.get(contextOf(path)) ?? { total: 0, kinds: new Map<string, number>() };
    const seen = slot.kinds.get(kindOf(path)) ?? 0;
    const spread = Math.max(1, slot.kinds.size);
    bits -= Math.log2((seen + spread / kinds) / (slot.total + spread)) * count;
    nodes += count;
  }
  return nodes === 0 ? Number.NaN : 2 ** (bits / nodes);
}
