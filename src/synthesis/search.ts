import type { GraphType, Operation, TypeGraph, Wish } from "../ports/type-graph.ts";
import { type Beam, createBeam } from "./beam.ts";
import { applyOperation, combineArguments } from "./combine.ts";
import { byRank, type Expression, rankOf, worthOf } from "./expression.ts";

export interface SearchLimits {
  /** Deepest expression, in operations upon each other. */
  readonly depth: number;
  /** How many expressions are built at most; a search that comes to it ends with what it has. */
  readonly most: number;
  /** Asked now and then whether to stop. */
  readonly isOver: () => boolean;
}

/** How many ways are kept to make one type of the same inputs. */
const PER_TYPE = 3;
/** Arguments that are tried for one parameter. */
const PER_WISH = 5;
/** Ways to call one operation. */
const PER_OPERATION = 8;
/** Deepest arguments on the way forward; the way back from the goal looks deeper. */
const FORWARD_ARGUMENT_DEPTH = 1;
/** How often it is looked what is still worth building. */
const BAR_EVERY = 16;
/** What a lone variable costs more as the whole answer. */
const BARE = 2;
/** What writing a function costs, besides its body. */
const FUNCTION = 1;
/** Answers kept for one question. */
const PER_GOAL = 40;

/** Searches for expressions at one hole. Meets in the middle: forward from what is in scope, back from the goal. */
export function createSearch(limits: SearchLimits) {
  const banks = new Map<string, Bank>();
  const solved = new Map<string, readonly Expression[]>();
  let built = 0;

  const isOver = (): boolean => built >= limits.most || limits.isOver();

  const build = (operation: Operation, choices: readonly (readonly Expression[])[], at: Place) => {
    if (choices.some((choice) => choice.length === 0)) return;
    for (const combination of combineArguments(choices, operation.wishes, PER_OPERATION)) {
      if (isOver()) return;
      if (!combination.parts.some(({ depth }) => depth >= at.least) && combination.parts.length > 0)
        continue;
      if (
        worthOf(combination.cost + operation.cost, combination.inputs) >
        (at.bar?.() ?? Number.POSITIVE_INFINITY)
      )
        continue;
      built += 1;
      const expression = applyOperation(operation, combination, at.graph);
      if (expression !== undefined && expression.depth <= at.depth) at.take(expression);
    }
  };

  function bankOf(graph: TypeGraph, depth: number): readonly Expression[] {
    let bank = banks.get(graph.key);
    if (bank === undefined) {
      bank = { level: 1, beam: createBeam(PER_TYPE, ({ type, inputs }) => `${type.id} ${inputs}`) };
      banks.set(graph.key, bank);
      for (const atom of graph.atoms) bank.beam.add(toExpression(atom));
    }
    while (bank.level < depth && !isOver()) growBank(graph, bank);
    return bank.beam.list().filter((expression) => expression.depth <= depth);
  }

  function growBank(graph: TypeGraph, bank: Bank): void {
    const { level, beam } = bank;
    bank.level += 1;
    const found: Expression[] = [];
    const known = beam.list().filter(({ depth }) => depth <= level);
    const at = {
      graph,
      depth: level + 1,
      least: level,
      take: (one: Expression) => found.push(one),
    };
    for (const [type, receivers] of byType(known.filter((one) => isWorthIt(one, graph)))) {
      if (isOver()) break;
      for (const operation of graph.members(type, undefined)) {
        const depth = Math.min(level, FORWARD_ARGUMENT_DEPTH);
        build(operation, [receivers, ...choicesOf(operation, graph, depth, receivers)], at);
      }
    }
    for (const operation of graph.functions(undefined))
      build(operation, choicesOf(operation, graph, level, undefined), at);
    for (const expression of found.sort(byRank)) beam.add(expression);
  }

  const choicesOf = (
    { wishes }: Operation,
    graph: TypeGraph,
    depth: number,
    receivers: readonly Expression[] | undefined,
  ): readonly (readonly Expression[])[] =>
    isOver()
      ? wishes.map(() => [])
      : wishes.map((wish) => argumentsFor(wish, graph, depth, receivers));

  function argumentsFor(
    wish: Wish,
    graph: TypeGraph,
    depth: number,
    receivers: readonly Expression[] | undefined,
  ): readonly Expression[] {
    if (wish.kind === "function") return functionsFor(wish, graph, depth, receivers);
    if (wish.type !== undefined && depth > FORWARD_ARGUMENT_DEPTH)
      return varied(solve(wish.type, graph, depth));
    const literals = wish.type === undefined ? [] : producedAtoms(wish.type, graph);
    const fitting = bankOf(graph, Math.min(depth, 2)).filter(({ type }) => wish.accepts(type));
    return varied([...fitting, ...literals].sort(byRank));
  }

  /** Literals: what a goal suggests without parts. */
  function producedAtoms(goal: GraphType, graph: TypeGraph): readonly Expression[] {
    const found: Expression[] = [];
    const take = (one: Expression): void => void found.push(one);
    for (const operation of graph.producers(goal))
      if (operation.wishes.length === 0) build(operation, [], { graph, depth: 1, least: 0, take });
    return found;
  }

  function functionsFor(
    wish: Extract<Wish, { kind: "function" }>,
    graph: TypeGraph,
    depth: number,
    receivers: readonly Expression[] | undefined,
  ): readonly Expression[] {
    const named = graph.functionValues.filter(({ type }) => wish.accepts(type)).map(toExpression);
    const parameters = nameParameters(wish.parameters, graph, receivers?.[0]);
    // A function within a function is searched less deep, so that nesting ends.
    const reach = Math.min(graph.own === 0 ? depth + 1 : depth - 1, 3);
    if (reach < 1 || isOver()) return named.slice(0, PER_WISH);
    const inner = graph.inside(parameters);
    const bodies =
      wish.body === undefined ? bankOf(inner, Math.min(reach, 2)) : solve(wish.body, inner, reach);
    const written = bodies
      .filter(({ inputs, depth: own }) => (inputs & inner.own) !== 0 && own > 1)
      .slice(0, PER_WISH)
      .map((body) => ({
        ...body,
        ...graph.renderFunction(parameters, body),
        cost: body.cost + FUNCTION,
        inputs: body.inputs & ~inner.own,
        depth: Math.max(1, body.depth - 1),
      }));
    return [...named.slice(0, PER_WISH), ...written].sort(byRank);
  }

  function solve(goal: GraphType, graph: TypeGraph, depth: number): readonly Expression[] {
    const key = `${graph.key} ${goal.id} ${depth}`;
    const known = solved.get(key);
    if (known !== undefined) return known;
    // A question that leads back to itself finds nothing new there.
    solved.set(key, []);
    const beam = createBeam(PER_GOAL, ({ inputs, isUnsafe }) => `${inputs} ${isUnsafe}`);
    const take = (one: Expression): void => {
      if (graph.isAssignable(one.type, goal)) beam.add(one);
    };
    let [count, bar] = [0, Number.POSITIVE_INFINITY];
    const takeCounted = (one: Expression): void => {
      take(one);
      count += 1;
      const last = count % BAR_EVERY === 0 ? beam.list()[PER_GOAL - 1] : undefined;
      if (last !== undefined) bar = Math.max(rankOf(last), 0);
    };
    const at = { graph, depth, least: 0, take: takeCounted, bar: () => bar };
    for (const expression of bankOf(graph, depth > 1 ? depth - 1 : 1)) take(expression);
    if (depth > 1) searchBack(goal, graph, depth, at);
    else for (const literal of producedAtoms(goal, graph)) take(literal);
    const found = beam.list();
    solved.set(key, found);
    return found;
  }

  function searchBack(goal: GraphType, graph: TypeGraph, depth: number, at: Place): void {
    const known = bankOf(graph, depth - 1).filter((one) => isWorthIt(one, graph));
    // What takes simple arguments first: it is likelier, and time may run out.
    for (const reach of depth > 2 ? [FORWARD_ARGUMENT_DEPTH, depth - 1] : [depth - 1]) {
      for (const [type, receivers] of byType(known)) {
        for (const operation of graph.members(type, goal)) {
          if (isOver()) return;
          const choices = choicesOf(operation, graph, Math.min(reach, 2), receivers);
          build(operation, [receivers, ...choices], at);
        }
      }
      for (const operation of [...graph.functions(goal), ...graph.producers(goal)]) {
        if (isOver()) return;
        build(operation, choicesOf(operation, graph, reach, undefined), at);
      }
    }
  }

  return {
    /** Expressions of a type that is assignable to `goal`, best first. */
    find(goal: GraphType, graph: TypeGraph): readonly Expression[] {
      const found = new Map<string, Expression>();
      for (let depth = 1; depth <= limits.depth; depth += 1) {
        for (const one of solve(goal, graph, depth)) found.set(one.text, one);
        if (isOver()) break;
      }
      // Nobody leaves a hole for what could be written as it is.
      return [...found.values()]
        .map((one) => (one.depth === 1 ? { ...one, cost: one.cost + BARE } : one))
        .toSorted(byRank);
    },
    /** How many expressions were built. */
    built: () => built,
  };
}

/** A function is about its parameters: of what is outside, only what is in scope is gone on with. */
const isWorthIt = ({ inputs, depth }: Expression, { own }: TypeGraph): boolean =>
  own === 0 || depth === 1 || (inputs & own) !== 0;

interface Bank {
  /** Depth up to which it is complete. */
  level: number;
  readonly beam: Beam;
}

interface Place {
  readonly graph: TypeGraph;
  readonly depth: number;
  /** One of the parts must be as deep. */
  readonly least: number;
  take(expression: Expression): unknown;
  /** What ranks above it is not worth building any more. */
  readonly bar?: (() => number) | undefined;
}

const toExpression = ({ text, binding, type, cost, input }: TypeGraph["atoms"][number]) => ({
  text,
  binding,
  type,
  cost,
  depth: 1,
  inputs: input,
  isUnsafe: false,
});

/** The best of each set of inputs first, then the rest. */
function varied(found: readonly Expression[]): readonly Expression[] {
  const seen = new Set<number>();
  const first = found.filter(({ inputs }) => !seen.has(inputs) && seen.add(inputs));
  const rest = found.filter((expression) => !first.includes(expression));
  return [...first, ...rest].slice(0, Math.max(PER_WISH, Math.min(first.length, 2 * PER_WISH)));
}

function byType(expressions: readonly Expression[]): ReadonlyMap<GraphType, readonly Expression[]> {
  const groups = new Map<number, { readonly type: GraphType; readonly list: Expression[] }>();
  for (const expression of expressions) {
    const group = groups.get(expression.type.id);
    if (group === undefined)
      groups.set(expression.type.id, { type: expression.type, list: [expression] });
    else group.list.push(expression);
  }
  return new Map([...groups.values()].map(({ type, list }) => [type, list]));
}

/** `words.map(…)` takes a `word`; where the receiver's name says nothing, the declaration's names stay. */
function nameParameters(
  parameters: Extract<Wish, { kind: "function" }>["parameters"],
  graph: TypeGraph,
  receiver: Expression | undefined,
): Extract<Wish, { kind: "function" }>["parameters"] {
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
