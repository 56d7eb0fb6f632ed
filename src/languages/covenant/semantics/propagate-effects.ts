/** Which effects reach a snippet through the snippets it calls. */

import type { EffectNode } from "./effect-graph.ts";

/** At most this many names at a time: one bit each. */
const GROUP_SIZE = 31;

/** Up to 31 effects and who has them: bit `n` of a snippet's entry stands for `names[n]`. */
export interface EffectGroup {
  readonly names: readonly string[];
  readonly declared: Uint32Array;
  /** Declared or derived. */
  readonly own: Uint32Array;
  /** Its own, and those of all that it calls. */
  readonly reached: Uint32Array;
}

/** The names whose bits are set. */
export const namesOf = (bits: number, { names }: EffectGroup): readonly string[] =>
  names.filter((_, bit) => (bits & (1 << bit)) !== 0);

/** All effects in groups of a few: one pass over the calls a group, however many snippets there are. */
export function* propagateEffects(nodes: readonly EffectNode[]): Generator<EffectGroup> {
  const declarers = indexByEffect(nodes.map(({ declaredNames }) => declaredNames));
  const derivers = indexByEffect(nodes.map(({ derived }) => derived.map(({ name }) => name)));
  const callers = callersByNode(nodes);
  const names = [...new Set([...declarers.keys(), ...derivers.keys()])];
  for (let start = 0; start < names.length; start += GROUP_SIZE) {
    const group = names.slice(start, start + GROUP_SIZE);
    const declared = new Uint32Array(nodes.length);
    mark(declared, group, declarers);
    const own = declared.slice();
    mark(own, group, derivers);
    yield { names: group, declared, own, reached: reach(own, callers) };
  }
}

function mark(
  bits: Uint32Array,
  names: readonly string[],
  nodesByName: ReadonlyMap<string, readonly number[]>,
): void {
  for (const [bit, name] of names.entries())
    for (const node of nodesByName.get(name) ?? []) bits[node] = (bits[node] ?? 0) | (1 << bit);
}

function reach(own: Uint32Array, callers: readonly (readonly number[])[]): Uint32Array {
  const reached = own.slice();
  const pending = [...own.keys()].filter((node) => own[node] !== 0);
  for (let node = pending.pop(); node !== undefined; node = pending.pop())
    for (const caller of callers[node] ?? []) {
      const before = reached[caller] ?? 0;
      const after = before | (reached[node] ?? 0);
      if (after === before) continue;
      reached[caller] = after;
      pending.push(caller);
    }
  return reached;
}

/** The nodes that have each effect. */
function indexByEffect(
  effects: readonly Iterable<string>[],
): ReadonlyMap<string, readonly number[]> {
  const nodes = new Map<string, number[]>();
  for (const [index, names] of effects.entries())
    for (const name of names) {
      const known = nodes.get(name);
      if (known === undefined) nodes.set(name, [index]);
      else known.push(index);
    }
  return nodes;
}

function callersByNode(nodes: readonly EffectNode[]): readonly (readonly number[])[] {
  const callers = nodes.map((): number[] => []);
  for (const [index, { callees }] of nodes.entries())
    for (const callee of callees) callers[callee]?.push(index);
  return callers;
}
