/** How much work queries cause, in the words of the metadata key `cost_hint`. */

import type { Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import type { DataAccess, DataUse } from "./data-accesses.ts";
import { findUnindexed } from "./filter.ts";
import { expectsOneRow, isSingleRow } from "./row-count.ts";

/** From little to much. */
export const COSTS = ["cheap", "moderate", "expensive"] as const;
export type Cost = (typeof COSTS)[number];

/** The cost of a function, and the step that makes most of it. */
export interface FunctionCost {
  readonly cost: Cost;
  readonly dearest: Range & { readonly reason: string };
}

/** Whether one cost is more than another. */
export const isDearer = (one: Cost, other: Cost): boolean =>
  COSTS.indexOf(one) > COSTS.indexOf(other);

interface AccessCost {
  readonly cost: Cost;
  /** What it does, as the end of a sentence that its step begins. */
  readonly reason: string;
}

/**
 * A look at a few rows is cheap, at many moderate, at a whole table expensive; a loop makes it a step dearer.
 * `undefined` where nothing is known.
 */
export function estimateAccess(access: DataAccess): AccessCost | undefined {
  const once = estimateOnce(access);
  return once && repeat(once, access.loops.length);
}

const repeat = ({ cost, reason }: AccessCost, loops: number): AccessCost => ({
  cost: COSTS[Math.min(COSTS.length - 1, COSTS.indexOf(cost) + loops)] ?? cost,
  reason: loops > 0 ? `${reason}, once for every round of a loop` : reason,
});

function estimateOnce(access: DataAccess): AccessCost | undefined {
  const { verb, filter, schema, hasLimit, isJoined } = access;
  if (verb === "unknown") return undefined;
  if (verb === "insert") return { cost: "cheap", reason: "inserts a row" };
  const does = DOES[verb];
  if (isJoined || access.isAggregate || access.isGrouped) return estimateGathering(access);
  if (isSingleRow(access)) return { cost: "cheap", reason: `${does} one row` };
  const unindexed = filter && schema && findUnindexed(filter, schema);
  if (unindexed !== undefined)
    return {
      cost: "moderate",
      reason: `looks for "${unindexed.field}" in every row, because no index leads to it`,
    };
  if (hasLimit) return { cost: "cheap", reason: `${does} a limited number of rows` };
  if (filter === undefined) return { cost: "expensive", reason: `${does} every row` };
  return expectsOneRow(access)
    ? { cost: "cheap", reason: `${does} the row that its filter fixes` }
    : { cost: "moderate", reason: `${does} all rows that match` };
}

const DOES = { select: "reads", update: "changes", delete: "deletes" } as const;

/** Rows that are put together or added up have all been read before. */
function estimateGathering({ filter, hasLimit, isJoined }: DataAccess): AccessCost {
  const rows = filter === undefined ? "all rows" : "all rows that match";
  if (!isJoined) return { cost: "moderate", reason: `adds up ${rows}` };
  const isWhole = filter === undefined && !hasLimit;
  return { cost: isWhole ? "expensive" : "moderate", reason: `joins ${rows} of several tables` };
}

/**
 * The costs of all functions that use data, themselves or through what they call; a function that calls itself counts
 * once.
 */
export function estimateFunctions({
  accesses,
  calls,
}: DataUse): ReadonlyMap<Snippet, FunctionCost> {
  const costs = new Map<Snippet, FunctionCost>();
  const callers = Map.groupBy(calls, ({ callee }) => callee);
  const waiting: Snippet[] = [];
  const offer = (
    snippet: Snippet,
    { cost, reason }: AccessCost,
    { id }: Step,
    { start, end }: Range,
  ): void => {
    const known = costs.get(snippet);
    if (known !== undefined && !isDearer(cost, known.cost)) return;
    costs.set(snippet, { cost, dearest: { start, end, reason: `step "${id.text}" ${reason}` } });
    waiting.push(snippet);
  };

  for (const access of accesses) {
    const estimate = estimateAccess(access);
    if (estimate !== undefined) offer(access.snippet, estimate, access.step, access.place);
  }
  // Each snippet comes back at most once for every cost there is.
  for (let callee = waiting.pop(); callee !== undefined; callee = waiting.pop()) {
    const cost = costs.get(callee)?.cost ?? "cheap";
    for (const { snippet, step, loops } of callers.get(callee) ?? []) {
      if (snippet === callee) continue;
      const reason = `calls "${callee.id.text}", which is ${cost}`;
      offer(snippet, repeat({ cost, reason }, loops.length), step, step.callee);
    }
  }
  return costs;
}
