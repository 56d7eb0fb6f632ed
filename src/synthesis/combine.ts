import type { GraphType, Operation, TypeGraph, Wish } from "../ports/type-graph.ts";
import { type Expression, worthOf } from "./expression.ts";

/** What an argument is worth that is called as the parameter is, or as what it is compared to. */
const NAME_BONUS = 0.75;
/** What breaks a tie between orders of arguments: the order in which they are declared. */
const DISORDER = 0.01;

/** The cheapest ways to give an operation what it takes, at most `most`. */
export function combineArguments(
  choices: readonly (readonly Expression[])[],
  { wishes, isOfDifferent = false }: Operation,
  most: number,
): readonly Combination[] {
  let combinations: readonly Combination[] = [{ parts: [], cost: 0, inputs: 0 }];
  const offset = choices.length - wishes.length;
  for (const [at, choice] of choices.entries()) {
    const wish = at < offset ? undefined : wishes[at - offset];
    combinations = combinations
      .flatMap((before) =>
        choice.flatMap((next) =>
          isOfDifferent && isIn(before, next) ? [] : extend(before, next, { wish, isOfDifferent }),
        ),
      )
      .sort(byWorth)
      .slice(0, most);
  }
  return combinations;
}

export interface Combination {
  readonly parts: readonly Expression[];
  readonly cost: number;
  readonly inputs: number;
}

function extend(
  before: Combination,
  next: Expression,
  { wish, isOfDifferent }: { readonly wish: Wish | undefined; readonly isOfDifferent: boolean },
): Combination {
  const repeats = isIn(before, next) ? 1 : 0;
  const disorder = next.inputs !== 0 && next.inputs < before.inputs ? DISORDER : 0;
  const [first] = before.parts;
  const isNamed =
    (wish !== undefined && isSameName(next.text, wish.name)) ||
    (isOfDifferent && first !== undefined && isSameName(first.text, next.text));
  return {
    parts: [...before.parts, next],
    cost: before.cost + next.cost + repeats + disorder - (isNamed ? NAME_BONUS : 0),
    inputs: before.inputs | next.inputs,
  };
}

const isIn = ({ parts }: Combination, one: Expression): boolean =>
  parts.some(({ text }) => text === one.text);

const byWorth = (a: Combination, b: Combination): number => worth(a) - worth(b);
const worth = ({ cost, inputs }: Combination): number => worthOf(cost, inputs);

const isSameName = (text: string, name: string): boolean => nameIn(text) === nameIn(name);

const nameIn = (text: string): string =>
  text
    .slice(text.lastIndexOf(".") + 1)
    .replace(/^#/, "")
    .toLowerCase();

/** The operation with these parts, as an expression; `undefined` where it has no type there. */
export function applyOperation(
  operation: Operation,
  { parts, cost, inputs }: Combination,
  place: { readonly graph: TypeGraph; readonly known: KnownTypes },
): Expression | undefined {
  const part = operation.render(parts);
  const type = operation.result ?? typeOfWritten(operation, parts, part.text, place);
  if (type === undefined) return undefined;
  return {
    ...part,
    head: operation.name,
    isBare: parts.length === 0,
    type,
    cost: cost + operation.cost,
    depth: 1 + parts.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
    inputs,
    isUnsafe: operation.isUnsafe === true || parts.some(({ isUnsafe }) => isUnsafe),
  };
}

/** What operations gave, by their names and their parts' types. */
export type KnownTypes = Map<string, GraphType | undefined>;

/** Asking costs more than all the rest, and parts of the same types give the same. */
function typeOfWritten(
  { name }: Operation,
  parts: readonly Expression[],
  text: string,
  { graph, known }: { readonly graph: TypeGraph; readonly known: KnownTypes },
): GraphType | undefined {
  const types = parts.map(({ type, binding }) =>
    binding === "function" ? `${type.id}f` : type.id,
  );
  const key = `${name} ${types.join(" ")}`;
  if (known.has(key)) return known.get(key);
  const type = graph.typeOf(text);
  known.set(key, type);
  return type;
}
