import type { GraphType, Operation, TypeGraph } from "../ports/type-graph.ts";
import type { UsageStatistics } from "../ports/usage-statistics.ts";

/** What the project nearly always uses gains so much: it may still be the only thing that a rare type is used for. */
const MOST_GAIN = 0.5;
/** What it never uses, where it is known well, loses so much. */
const MOST_LOSS = 1;

/** The graph with what the project uses often made cheaper, and what it never uses dearer. */
export function weighGraph(graph: TypeGraph, usage: UsageStatistics): TypeGraph {
  const weighed = new WeakMap<Operation, Operation>();
  const weigh = (operation: Operation): Operation => {
    const known = weighed.get(operation) ?? weighOperation(operation, usage);
    weighed.set(operation, known);
    return known;
  };
  const wrap = (inner: TypeGraph): TypeGraph => ({
    ...inner,
    functions: (goal) => inner.functions(goal).map(weigh),
    members: (type: GraphType, goal) => inner.members(type, goal).map(weigh),
    inside: (parameters) => wrap(inner.inside(parameters)),
  });
  return wrap(graph);
}

function weighOperation(operation: Operation, usage: UsageStatistics): Operation {
  const { use, cost } = operation;
  const share = use && usage.shareOf(use.receiver, use.name);
  if (share === undefined) return operation;
  return {
    ...operation,
    cost: Math.max(LEAST, cost + MOST_LOSS - (MOST_LOSS + MOST_GAIN) * share),
  };
}

/** Nothing is free, or expressions would grow without end. */
const LEAST = 0.25;
