import type { Atom, GraphType, TypeGraph, Variable } from "../ports/type-graph.ts";
import type { Expression } from "./expression.ts";

/** What is in scope, as an expression. */
export const toExpression = ({ text, binding, type, cost, input, isPart }: Atom): Expression => ({
  text,
  binding,
  type,
  cost,
  depth: 1,
  inputs: input,
  isUnsafe: false,
  head: text,
  isBare: isPart !== true,
});

/** The best of each set of inputs first, then the rest: `most` of them, more where more inputs can be used. */
export function varied(found: readonly Expression[], most: number): readonly Expression[] {
  const seen = new Set<number>();
  const first = found.filter(({ inputs }) => !seen.has(inputs) && seen.add(inputs));
  const rest = found.filter((expression) => !first.includes(expression));
  return [...first, ...rest].slice(0, Math.max(most, Math.min(first.length, 2 * most)));
}

/** Expressions by their types, in the order of the first of each. */
export function byType(
  expressions: readonly Expression[],
): ReadonlyMap<GraphType, readonly [Expression, ...Expression[]]> {
  const groups = new Map<
    number,
    { readonly type: GraphType; readonly list: [Expression, ...Expression[]] }
  >();
  for (const expression of expressions) {
    const group = groups.get(expression.type.id);
    if (group === undefined)
      groups.set(expression.type.id, { type: expression.type, list: [expression] });
    else group.list.push(expression);
  }
  return new Map([...groups.values()].map(({ type, list }) => [type, list]));
}

/** `words.map(…)` takes a `word`; where the receiver's name says nothing, the declaration's names stay. */
export function nameParameters(
  parameters: readonly Variable[],
  graph: TypeGraph,
  receiver: Expression | undefined,
): readonly Variable[] {
  const taken = new Set([...graph.atoms, ...graph.functionValues].map(({ text }) => text));
  const plural = receiver?.text.match(/(\w+)s$/)?.[1];
  return parameters.map(({ name, type }, at) => {
    const wanted = at === 0 && parameters.length === 1 && plural !== undefined ? plural : name;
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted}${number}`;
    taken.add(free);
    return { name: free, type };
  });
}

/** A function is about its parameters: of what is outside, only what is in scope is gone on with. */
export const isWorthIt = (one: Expression, graph: TypeGraph): boolean =>
  one.depth === 1 || isAbout(one, graph);

/** Whether a function's own parameters are in it. */
export const isAbout = ({ inputs }: Expression, { own }: TypeGraph): boolean =>
  own === 0 || (inputs & own) !== 0;

/** Bits of all that is in scope. */
export const inputsOf = ({ atoms }: TypeGraph): number =>
  atoms.reduce((all, { input }) => all | input, 0);
