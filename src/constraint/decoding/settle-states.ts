import type { ConstraintLevel } from "../../domain/decoding.ts";
import {
  isRefusal,
  type PrefixJudge,
  type PrefixRefusal,
  type PrefixState,
} from "../../ports/prefix-judge.ts";
import { createLatelyUsed, type LatelyUsed } from "../../std/lately-used.ts";
import type { Meter } from "./meter.ts";
import type { Stand } from "./written-text.ts";

export interface JudgeRefusal {
  readonly level: ConstraintLevel;
  readonly refusal: PrefixRefusal;
}

/** What judges said of whole phrases, by the text before: the same text is tried again after every return. */
export interface SettleMemory {
  of(judge: PrefixJudge): LatelyUsed<PrefixState | PrefixRefusal>;
}

/** In bytes of text for each judge; states hold about as much again. */
const MEMORY = 4 * 1024 * 1024;
const BYTES_OF_STATE = 2_048;

export function createSettleMemory(memory = MEMORY): SettleMemory {
  const known = new WeakMap<PrefixJudge, LatelyUsed<PrefixState | PrefixRefusal>>();
  return {
    of(judge) {
      const found = known.get(judge) ?? createLatelyUsed(memory);
      known.set(judge, found);
      return found;
    },
  };
}

export interface SettleParts {
  readonly judges: readonly PrefixJudge[];
  readonly isAsked: (judge: PrefixJudge) => boolean;
  readonly memory: SettleMemory;
  readonly meter: Meter;
  /** Whether judges look at whole phrases only: they then say other things of the same text. */
  readonly isLenient: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Asks the judges that can tell more where a phrase has ended: their new states, or the first refusal.
 *
 * @throws {Fault} of a judge.
 */
export async function settleStates(
  { text, states }: Stand,
  { judges, isAsked, memory, meter, isLenient, signal }: SettleParts,
): Promise<readonly PrefixState[] | JudgeRefusal> {
  if (states.every(({ settle }) => settle === undefined)) return states;
  const settled = [...states];
  for (const [at, judge] of judges.entries()) {
    const state = states[at];
    if (state?.settle === undefined || !isAsked(judge)) continue;
    const key = `${isLenient ? "lenient" : "strict"}\n${text}`;
    meter.cacheLookups += 1;
    const known = memory.of(judge).get(key);
    if (known !== undefined) meter.cacheHits += 1;
    const after = known ?? (await meter.onStatement(async () => state.settle?.(signal)));
    if (after === undefined) continue;
    memory.of(judge).set(key, after, text.length * 2 + BYTES_OF_STATE);
    if (isRefusal(after)) return { level: judge.level, refusal: after };
    settled[at] = after;
  }
  return settled;
}

/** The last word of each judge. @throws {Fault} of a judge. */
export async function finishStates(
  { states }: Stand,
  { judges, isAsked, meter, signal }: Pick<SettleParts, "judges" | "isAsked" | "meter" | "signal">,
): Promise<JudgeRefusal | undefined> {
  for (const [at, judge] of judges.entries()) {
    if (!isAsked(judge)) continue;
    const refusal = await meter.onStatement(async () => states[at]?.finish(signal));
    if (refusal !== undefined) return { level: judge.level, refusal };
  }
  return undefined;
}
