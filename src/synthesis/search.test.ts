import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GraphType, Operation, Part, TypeGraph } from "../ports/type-graph.ts";
import { createSearch } from "./search.ts";

interface Tool {
  readonly name: string;
  readonly takes: readonly number[];
  readonly gives: number;
  readonly cost: number;
  readonly isMember: boolean;
}

interface Library {
  readonly variables: readonly number[];
  readonly tools: readonly Tool[];
}

const type = (id: number): GraphType => ({ id });

/** Types are numbers; a member's receiver is the first thing that it takes. */
function graphOf({ variables, tools }: Library): TypeGraph {
  const toOperation = ({ name, takes, gives, cost, isMember }: Tool): Operation => ({
    name,
    cost,
    wishes: takes.slice(isMember ? 1 : 0).map((id) => ({
      kind: "value",
      name: "it",
      type: type(id),
      accepts: (given) => given.id === id,
    })),
    result: type(gives),
    render: (parts): Part => ({
      text: `${name}(${parts.map(({ text }) => text).join(",")})`,
      binding: "primary",
    }),
  });
  const fits = (gives: number, goal: GraphType | undefined) =>
    goal === undefined || goal.id === gives;
  const graph: TypeGraph = {
    key: "",
    own: 0,
    atoms: variables.map((id, at) => ({
      text: `v${at}`,
      binding: "primary",
      type: type(id),
      cost: 1,
      input: 0,
    })),
    functionValues: [],
    functions: (goal) =>
      tools.filter((tool) => !tool.isMember && fits(tool.gives, goal)).map(toOperation),
    members: (receiver, goal) =>
      tools
        .filter((tool) => tool.isMember && tool.takes[0] === receiver.id && fits(tool.gives, goal))
        .map(toOperation),
    producers: () => [],
    isAssignable: (from, to) => from.id === to.id,
    typeOf: () => undefined,
    renderFunction: (_, body) => body,
    inside: () => graph,
  };
  return graph;
}

/** Everything up to a depth, by trying everything: the lowest cost of each type. */
function bruteForce({ variables, tools }: Library, depth: number): ReadonlyMap<number, number> {
  let best = new Map<number, number>(variables.map((id) => [id, 1]));
  for (let level = 2; level <= depth; level += 1) {
    const next = new Map(best);
    for (const { takes, gives, cost } of tools) {
      const parts = takes.map((id) => best.get(id));
      if (parts.includes(undefined)) continue;
      const sum = parts.reduce<number>((all, part) => all + (part ?? 0), cost);
      if (sum < (next.get(gives) ?? Number.POSITIVE_INFINITY)) next.set(gives, sum);
    }
    best = next;
  }
  return best;
}

const TYPES = 4;
const kind = fc.integer({ min: 0, max: TYPES - 1 });
const libraryOf = (most: number, least = 0): fc.Arbitrary<Library> =>
  fc.record({
    variables: fc.uniqueArray(kind, { minLength: 1, maxLength: 2 }),
    tools: fc
      .array(
        fc.record({
          takes: fc.uniqueArray(kind, { minLength: 1, maxLength: 2 }),
          gives: kind,
          cost: fc.integer({ min: 1, max: 4 }),
          isMember: fc.boolean(),
        }),
        { minLength: least, maxLength: most },
      )
      .map((tools) => tools.map((tool, at) => ({ ...tool, name: `f${at}` }))),
  });

const library = libraryOf(6);
const richLibrary = libraryOf(60, 30);

const search = (graph: TypeGraph, goal: GraphType, depth: number) =>
  createSearch({ depth, most: 100_000, wanted: 24, isOver: () => false }).find(goal, graph);

describe("createSearch()", () => {
  test("finds at depth 3 what trying everything finds, at the same cost", () => {
    fc.assert(
      fc.property(library, kind, (known, goal) => {
        const wanted = bruteForce(known, 3).get(goal);
        const found = search(graphOf(known), type(goal), 3).filter(({ depth }) => depth > 1);
        const isVariable = known.variables.includes(goal);
        if (isVariable) return;
        expect(Math.min(...found.map(({ cost }) => Math.round(cost)))).toBe(
          wanted ?? Number.POSITIVE_INFINITY,
        );
      }),
      { numRuns: 500 },
    );
  });

  test("loses nothing by looking deeper", () => {
    fc.assert(
      fc.property(library, kind, (known, goal) => {
        const graph = graphOf(known);
        const cheapest = (depth: number) =>
          Math.min(...search(graph, type(goal), depth).map(({ cost }) => cost));

        expect(cheapest(3)).toBeLessThanOrEqual(cheapest(2));
      }),
      { numRuns: 200 },
    );
  });

  test("has the same ten answers whether or not it stops when there are enough", () => {
    fc.assert(
      fc.property(richLibrary, kind, (known, goal) => {
        const costs = (wanted: number) =>
          createSearch({ depth: 3, most: 100_000, wanted, isOver: () => false })
            .find(type(goal), graphOf(known))
            .map(({ cost }) => Math.round(cost))
            .sort((a, b) => a - b)
            .slice(0, 10);

        expect(costs(13)).toEqual(costs(1000));
      }),
      { numRuns: 200 },
    );
  });

  test("gives what is made in one way in the order of its cost", () => {
    fc.assert(
      fc.property(library, kind, (known, goal) => {
        const found = search(graphOf(known), type(goal), 3);
        for (const same of Map.groupBy(found, ({ head }) => head).values()) {
          const costs = same.map(({ cost }) => cost);
          expect(costs).toEqual(costs.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("ends with libraries that lead in circles", () => {
    const circle: Library = {
      variables: [0],
      tools: [
        { name: "to", takes: [0], gives: 1, cost: 1, isMember: true },
        { name: "fro", takes: [1], gives: 0, cost: 1, isMember: true },
      ],
    };

    expect(search(graphOf(circle), type(1), 5)[0]?.text).toBe("to(v0)");
  });

  test("stops when it is told to, with what it has", () => {
    const graph = graphOf({ variables: [0], tools: [] });
    const over = createSearch({ depth: 5, most: 1, wanted: 24, isOver: () => true });

    expect(over.find(type(0), graph).map(({ text }) => text)).toEqual(["v0"]);
  });
});
