import type { Operation } from "../ports/type-graph.ts";

/** How deep arguments are looked for, and what such arguments cost more: simple ones come first. */
export function reachesOf(
  { wishes }: Operation,
  depth: number,
  isMember: boolean,
): readonly Reach[] {
  const takesFunction = wishes.some(({ kind }) => kind === "function");
  const simple = takesFunction ? [FUNCTIONS_THERE, FUNCTIONS_WRITTEN] : [SIMPLE];
  if (depth === 2 || wishes.length === 0) return simple;
  const reach = isMember ? Math.min(depth - 1, 2) : depth - 1;
  return [...simple, { reach, more: takesFunction ? 3.5 : 1 }];
}

interface Reach {
  readonly reach: number;
  readonly more: number;
}

const SIMPLE: Reach = { reach: 1, more: 0 };
const FUNCTIONS_THERE: Reach = { reach: 0, more: 0.5 };
const FUNCTIONS_WRITTEN: Reach = { reach: 1, more: 2 };
