import type { Operation, TypeGraph, Wish } from "../ports/type-graph.ts";
import { type Expression, worthOf } from "./expression.ts";

/** What an argument is worth that is called as the parameter is. */
const NAME_BONUS = 0.5;
/** What breaks a tie between orders of arguments: the order in which they are declared. */
const DISORDER = 0.01;

/** The cheapest ways to give an operation what it takes, at most `most`. */
export function combineArguments(
  choices: readonly (readonly Expression[])[],
  wishes: readonly Wish[],
  most: number,
): readonly Combination[] {
  let combinations: readonly Combination[] = [{ parts: [], cost: 0, inputs: 0 }];
  const offset = choices.length - wishes.length;
  for (const [at, choice] of choices.entries()) {
    const wish = at < offset ? undefined : wishes[at - offset];
    combinations = combinations
      .flatMap((before) => choice.map((next) => extend(before, next, wish)))
      .sort(byWorth)
      .slice(0, most);
  }
  return combinations;
}

interface Combination {
  readonly parts: readonly Expression[];
  readonly cost: number;
  readonly inputs: number;
}

function extend(before: Combination, next: Expression, wish: Wish | undefined): Combination {
  const repeats = before.parts.some(({ text }) => text === next.text) ? 1 : 0;
  const disorder = next.inputs !== 0 && next.inputs < before.inputs ? DISORDER : 0;
  const bonus = wish !== undefined && isNamed(next.text, wish.name) ? NAME_BONUS : 0;
  return {
    parts: [...before.parts, next],
    cost: before.cost + next.cost + repeats + disorder - bonus,
    inputs: before.inputs | next.inputs,
  };
}

const byWorth = (a: Combination, b: Combination): number => worth(a) - worth(b);
const worth = ({ cost, inputs }: Combination): number => worthOf(cost, inputs);

const isNamed = (text: string, name: string): boolean =>
  text.slice(text.lastIndexOf(".") + 1).toLowerCase() === name.toLowerCase();

/** The operation with these parts, as an expression; `undefined` where it has no type there. */
export function applyOperation(
  operation: Operation,
  { parts, cost, inputs }: Combination,
  graph: TypeGraph,
): Expression | undefined {
  const part = operation.render(parts);
  const type = operation.result ?? graph.typeOf(part.text);
  if (type === undefined) return undefined;
  return {
    ...part,
    type,
    cost: cost + operation.cost,
    depth: 1 + parts.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
    inputs,
    isUnsafe: operation.isUnsafe === true || parts.some(({ isUnsafe }) => isUnsafe),
  };
}
