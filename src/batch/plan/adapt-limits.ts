import { type BatchLimits, itemLimitOf } from "./limits.ts";

/** What came back of one call. */
export interface ObservedCall {
  readonly language: string;
  /** Items that it was made for. */
  readonly asked: number;
  /** Of these, how many came back with every slot whole. */
  readonly complete: number;
  /** Whether the answer ran into its limit. */
  readonly isCut: boolean;
  /** Of the complete ones, how many were accepted at once; `undefined` while that is not known. */
  readonly accepted: number | undefined;
}

/** Above so many items missing, fewer are asked for together. */
const MISSING = 0.05;
/** Below so many accepted, asking for fewer together is tried. */
const LOW_YIELD = 0.25;
/** With so few together, it is the tasks that are hard. */
const FEWEST_FOR_YIELD = 8;

/**
 * Limits for the next calls: half as many items where answers were cut or items were missing, a quarter fewer where
 * hardly any was accepted, a quarter more where all went well; at least one item. What is learned of a language counts for it
 * alone, and the order of the calls does not matter.
 */
export function adaptLimits(limits: BatchLimits, observed: readonly ObservedCall[]): BatchLimits {
  const learned: Record<string, number> = { ...limits.learnedItems };
  for (const language of new Set(observed.map((call) => call.language))) {
    const calls = observed.filter((call) => call.language === language && call.asked > 0);
    const next = adapt(itemLimitOf(limits, language), calls);
    if (next < (limits.maxItems ?? Number.POSITIVE_INFINITY)) learned[language] = next;
    else delete learned[language];
  }
  return { ...limits, learnedItems: learned };
}

function adapt(limit: number, calls: readonly ObservedCall[]): number {
  const asked = sum(calls.map((call) => call.asked));
  if (asked === 0) return limit;
  const complete = sum(calls.map((call) => call.complete));
  // Calls may have been smaller than the limit: what failed is a call of their size.
  const size = Math.min(limit, Math.max(...calls.map((call) => call.asked)));
  if (calls.some(({ isCut }) => isCut) || (asked - complete) / asked > MISSING)
    return Math.max(1, Math.floor(size / 2));
  const judged = calls.filter((call) => call.accepted !== undefined);
  const answered = sum(judged.map((call) => call.complete));
  const accepted = sum(judged.map((call) => call.accepted ?? 0));
  if (answered > 0 && accepted / answered < LOW_YIELD)
    return Math.max(Math.min(limit, FEWEST_FOR_YIELD), Math.floor(size * 0.75));
  return limit === Number.POSITIVE_INFINITY ? limit : limit + Math.max(1, Math.floor(limit / 4));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
