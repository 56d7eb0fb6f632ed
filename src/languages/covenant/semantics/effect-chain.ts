/** The shortest way from a function to where an effect comes from. */

import type { EffectNode } from "./effect-graph.ts";
import { type EffectGroup, namesOf } from "./propagate-effects.ts";

/** Who has to look at more snippets than this finds no way. */
const MOST_VISITS = 256;
/** A longer way explains nothing. */
const LONGEST_CHAIN = 16;

interface Visit {
  readonly index: number;
  readonly from: Visit | undefined;
  readonly length: number;
}

/**
 * Ids from the function to the nearest snippet that has one of the effects whose bits `missing` has; an effect that is not declared
 * there but derived adds what gives it. Only the function where the way is too long.
 */
export function findEffectChain(
  start: number,
  missing: number,
  group: EffectGroup,
  nodes: readonly EffectNode[],
): readonly string[] {
  const has = (bits: Uint32Array, index: number): boolean => ((bits[index] ?? 0) & missing) !== 0;
  const names = new Set(namesOf(missing, group));
  const seen = new Set([start]);
  const queue: Visit[] = [{ index: start, from: undefined, length: 1 }];
  for (const visit of queue) {
    const node = nodes[visit.index];
    if (node === undefined || visit.length > LONGEST_CHAIN || seen.size > MOST_VISITS) break;
    if (has(group.own, visit.index)) {
      const derived = node.derived.find(({ name }) => names.has(name));
      return [...wayTo(visit, nodes), ...(derived === undefined ? [] : [derived.source])];
    }
    for (const index of node.callees) {
      if (seen.has(index) || !has(group.reached, index)) continue;
      seen.add(index);
      queue.push({ index, from: visit, length: visit.length + 1 });
    }
  }
  return idsOf([start], nodes);
}

function wayTo(end: Visit, nodes: readonly EffectNode[]): readonly string[] {
  const indexes: number[] = [];
  for (let visit: Visit | undefined = end; visit !== undefined; visit = visit.from)
    indexes.push(visit.index);
  return idsOf(indexes.reverse(), nodes);
}

const idsOf = (indexes: readonly number[], nodes: readonly EffectNode[]): readonly string[] =>
  indexes.flatMap((index) => nodes[index]?.snippet.id.text ?? []);
