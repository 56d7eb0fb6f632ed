import { expect, test } from "vitest";
import type { Operation, TypeGraph } from "../ports/type-graph.ts";
import { createSearch } from "./search.ts";
import { weighGraph } from "./weigh-graph.ts";

const TEXT = { id: 1 };
const member = (name: string): Operation => ({
  name,
  use: { receiver: "String", name },
  cost: 2,
  wishes: [],
  result: TEXT,
  render: ([own]) => ({ text: `${own?.text}.${name}()`, binding: "primary" }),
});
const graph: TypeGraph = {
  key: "",
  own: 0,
  atoms: [{ text: "name", binding: "primary", type: TEXT, cost: 1, input: 1 }],
  functionValues: [],
  functions: () => [],
  members: () => [member("bold"), member("trim")],
  producers: () => [],
  isAssignable: () => true,
  typeOf: () => undefined,
  renderFunction: (_, body) => body,
  inside: () => graph,
};
const find = (one: TypeGraph): readonly string[] =>
  createSearch({ depth: 2, most: 1000, wanted: 24, isOver: () => false })
    .find(TEXT, one)
    .filter(({ depth }) => depth === 2)
    .map(({ text }) => text);

test("weighGraph() puts first what the project uses, and keeps the rest", () => {
  const shares: Readonly<Record<string, number>> = { trim: 0.9, bold: 0 };
  const weighed = weighGraph(graph, {
    shareOf: (receiver, name) => (receiver === "String" ? shares[name] : undefined),
  });

  expect(find(graph)).toEqual(["name.bold()", "name.trim()"]);
  expect(find(weighed)).toEqual(["name.trim()", "name.bold()"]);
});

test("weighGraph() changes nothing where nothing is known", () => {
  const weighed = weighGraph(graph, { shareOf: () => undefined });

  expect(weighed.members(TEXT, undefined).map(({ cost }) => cost)).toEqual([2, 2]);
});
