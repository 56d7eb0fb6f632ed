import type { GraphType, Operation, TypeGraph, Wish } from "../ports/type-graph.ts";
import { type Beam, createBeam } from "./beam.ts";
import { applyOperation, type Combination, combineArguments, type KnownTypes } from "./combine.ts";
import {
  byRank,
  countNeeded,
  type Expression,
  INPUT_BONUS,
  mixed,
  rankOf,
  worthOf,
} from "./expression.ts";
import { createFrontier } from "./frontier.ts";
import {
  byType,
  inputsOf,
  isAbout,
  isWorthIt,
  nameParameters,
  toExpression,
  varied,
} from "./group.ts";
import { reachesOf } from "./reach.ts";

export interface SearchLimits {
  /** Deepest expression, in operations upon each other. */
  readonly depth: number;
  /** How many expressions are built at most; a search that comes to it ends with what it has. */
  readonly most: number;
  /** How many answers are wanted: what cannot come among so many is not looked at. */
  readonly wanted: number;
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
const BAR_EVERY = 8;
/** What a lone variable costs more as the whole answer. */
const BARE = 2;
/** What writing a function costs, besides its body. */
const FUNCTION = 0.5;
/** Answers kept for one question and one set of inputs. */
const PER_GOAL = 40;
/** Answers that are wanted to a question on the way. */
const ON_THE_WAY = 8;
const ENOUGH = 10;
/** Deeper than this it is looked only where too little was found. */
const DEEP = 3;
/** What the cheapest argument costs. */
const CHEAPEST = 0.5;

/** Searches for expressions at one hole. Meets in the middle: forward from what is in scope, back from the goal. */
export function createSearch(limits: SearchLimits) {
  const banks = new Map<string, Bank>();
  const types: KnownTypes = new Map();
  const solved = new Map<string, readonly Expression[]>();
  let built = 0;
  /** What ranks above it cannot come among the answers any more. */
  let ceiling = Number.POSITIVE_INFINITY;

  const isOver = (): boolean => built >= limits.most || limits.isOver();

  function make(operation: Operation, parts: Combination, graph: TypeGraph, depth: number) {
    built += 1;
    const expression = applyOperation(operation, parts, { graph, known: types });
    return expression !== undefined && expression.depth <= depth ? expression : undefined;
  }

  function bankOf(graph: TypeGraph, depth: number): readonly Expression[] {
    let bank = banks.get(graph.key);
    if (bank === undefined) {
      const beam = createBeam(PER_TYPE, ({ type, inputs }) => `${type.id} ${inputs}`);
      bank = { level: 1, beam, atoms: graph.atoms.map(toExpression).sort(byRank) };
      banks.set(graph.key, bank);
    }
    while (bank.level < depth && !isOver()) growBank(graph, bank);
    const grown = bank.beam.list().filter((expression) => expression.depth <= depth);
    return [...bank.atoms, ...grown].sort(byRank);
  }

  /** One level more, of what may still lead to an answer. */
  function growBank(graph: TypeGraph, bank: Bank): void {
    const { level, beam } = bank;
    const known = bankOf(graph, level);
    bank.level += 1;
    const all = inputsOf(graph);
    const found: Expression[] = [];
    const build = (operation: Operation, choices: readonly (readonly Expression[])[]) => {
      for (const parts of combineArguments(choices, operation, PER_OPERATION)) {
        if (isOver()) return;
        const cost = parts.cost + operation.cost;
        const spare = countNeeded(all & ~parts.inputs);
        if (worthOf(cost, parts.inputs) - spare > ceiling) continue;
        if (parts.parts.length > 0 && !parts.parts.some(({ depth }) => depth >= level)) continue;
        const one = make(operation, parts, graph, level + 1);
        if (one !== undefined) found.push(one);
      }
    };
    for (const [type, receivers] of byType(known.filter((one) => isWorthIt(one, graph)))) {
      if (isOver()) break;
      for (const operation of graph.members(type, undefined)) {
        const depth = Math.min(level, FORWARD_ARGUMENT_DEPTH);
        build(operation, [receivers, ...choicesOf(operation, graph, depth, receivers)]);
      }
    }
    for (const operation of graph.functions(undefined))
      build(operation, choicesOf(operation, graph, level, undefined));
    const atoms = new Set(bank.atoms.map(({ text }) => text));
    for (const one of found.sort(byRank)) if (!atoms.has(one.text)) beam.add(one);
  }

  function choicesOf(
    { wishes }: Operation,
    graph: TypeGraph,
    depth: number,
    receivers: readonly Expression[] | undefined,
  ): readonly (readonly Expression[])[] {
    const choices: (readonly Expression[])[] = [];
    for (const wish of wishes) {
      const choice = isOver() ? [] : argumentsFor(wish, graph, depth, receivers);
      // Without one argument the others are of no use.
      if (choice.length === 0) return wishes.map(() => []);
      choices.push(choice);
    }
    return choices;
  }

  function argumentsFor(
    wish: Wish,
    graph: TypeGraph,
    depth: number,
    receivers: readonly Expression[] | undefined,
  ): readonly Expression[] {
    if (wish.kind === "function") return functionsFor(wish, graph, depth, receivers);
    if (wish.type !== undefined && depth > FORWARD_ARGUMENT_DEPTH)
      return varied(solve(wish.type, graph, depth, ON_THE_WAY), PER_WISH);
    const literals = wish.type === undefined ? [] : literalsFor(wish.type, graph);
    const fitting = bankOf(graph, Math.min(Math.max(depth, 1), 2)).filter(({ type }) =>
      wish.accepts(type),
    );
    return varied([...fitting, ...literals].sort(byRank), PER_WISH);
  }

  /** What a goal suggests without parts. */
  const literalsFor = (goal: GraphType, graph: TypeGraph): readonly Expression[] =>
    graph
      .producers(goal)
      .filter(({ wishes }) => wishes.length === 0)
      .flatMap((operation) => make(operation, { parts: [], cost: 0, inputs: 0 }, graph, 1) ?? []);

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
    if (depth === 0 || reach < 1 || isOver()) return named.slice(0, PER_WISH);
    const inner = graph.inside(parameters);
    const bodies =
      wish.body === undefined
        ? bankOf(inner, Math.min(reach, 2))
        : solve(wish.body, inner, reach, ON_THE_WAY);
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

  function solve(
    goal: GraphType,
    graph: TypeGraph,
    depth: number,
    wanted: number,
  ): readonly Expression[] {
    const key = `${graph.key} ${goal.id} ${depth}`;
    const known = solved.get(key);
    if (known !== undefined) return known;
    // A question that leads back to itself finds nothing new there.
    solved.set(key, []);
    const beam = createBeam(PER_GOAL, ({ inputs, isUnsafe }) => `${inputs} ${isUnsafe}`);
    let [count, bar] = [0, Number.POSITIVE_INFINITY];
    const [some, spread] = wanted > ON_THE_WAY ? [ENOUGH, 1] : [1, 3];
    const take = (one: Expression): void => {
      if (!graph.isAssignable(one.type, goal) || !isAbout(one, graph)) return;
      if (!beam.add(one)) return;
      count += 1;
      if (count % BAR_EVERY !== 0) return;
      const last = beam.list()[wanted - 1];
      const good = beam.list()[some - 1];
      if (good !== undefined) bar = rankOf(good) + spread;
      if (last !== undefined) bar = Math.min(bar, rankOf(last));
    };
    for (const expression of bankOf(graph, depth > 1 ? depth - 1 : 1)) take(expression);
    if (depth > 1) searchBack(goal, graph, depth, { take, isOpen: (rank) => rank <= bar });
    else for (const literal of literalsFor(goal, graph)) take(literal);
    const found = beam.list();
    solved.set(key, found);
    return found;
  }

  /** From the goal to its parts, what may become cheapest first. */
  function searchBack(goal: GraphType, graph: TypeGraph, depth: number, { take, isOpen }: Wanted) {
    const frontier = createFrontier<() => void>();
    const all = inputsOf(graph);
    const addOperation = (operation: Operation, own: Receivers | undefined): void => {
      const { wishes, cost } = operation;
      const [least] = own ?? [];
      const spare = Math.min(countNeeded(all & ~(least?.inputs ?? 0)), wishes.length);
      const start = least === undefined ? cost : cost + rankOf(least);
      const floor = start + wishes.length * CHEAPEST - spare * (INPUT_BONUS - CHEAPEST);
      for (const { reach, more } of reachesOf(operation, depth, own !== undefined))
        frontier.add(floor + more, () => addCombinations(operation, own, reach));
    };
    const addCombinations = (operation: Operation, own: Receivers | undefined, reach: number) => {
      const written = choicesOf(operation, graph, reach, own);
      const choices = own === undefined ? written : [own, ...written];
      for (const parts of combineArguments(choices, operation, PER_OPERATION)) {
        frontier.add(worthOf(parts.cost + operation.cost, parts.inputs), () => {
          const one = make(operation, parts, graph, depth);
          if (one !== undefined) take(one);
        });
      }
    };
    const known = bankOf(graph, depth - 1).filter((one) => isWorthIt(one, graph));
    for (const [type, own] of byType(known))
      frontier.add(rankOf(own[0]), () => {
        for (const operation of graph.members(type, goal)) addOperation(operation, own);
      });
    for (const operation of [...graph.functions(goal), ...graph.producers(goal)])
      addOperation(operation, undefined);
    for (let next = frontier.next(); next !== undefined; next = frontier.next()) {
      if (isOver() || !isOpen(next.rank)) return;
      next.item();
    }
  }

  return {
    /** Expressions of a type that is assignable to `goal`, best first. */
    find(goal: GraphType, graph: TypeGraph): readonly Expression[] {
      const found = new Map<string, Expression>();
      for (let depth = 1; depth <= limits.depth; depth += 1) {
        for (const one of solve(goal, graph, depth, limits.wanted)) found.set(one.text, one);
        if (isOver() || (depth >= DEEP && found.size >= limits.wanted)) break;
        const last = [...found.values()].sort(byRank)[limits.wanted - 1];
        if (last !== undefined) ceiling = rankOf(last);
      }
      // Nobody leaves a hole for what could be written as it is.
      return mixed(
        [...found.values()].map((one) => (one.isBare ? { ...one, cost: one.cost + BARE } : one)),
      );
    },
    /** How many expressions were built. */
    built: () => built,
  };
}

type Receivers = readonly [Expression, ...Expression[]];

interface Bank {
  /** Depth up to which it is complete. */
  level: number;
  readonly beam: Beam;
  readonly atoms: readonly Expression[];
}

interface Wanted {
  take(expression: Expression): void;
  /** Whether what ranks so may still be wanted. */
  isOpen(rank: number): boolean;
}
