import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import { isRefusal, type PrefixJudge } from "../../ports/prefix-judge.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import type { Stand } from "./written-text.ts";

export interface CountAllowedParts {
  readonly session: ConstraintSession | undefined;
  readonly spellings: TokenSpellings;
  readonly judges: readonly PrefixJudge[];
  readonly isAsked: (judge: PrefixJudge) => boolean;
}

/** How many tokens of a draft, from its first, syntax and judges would let through: what is refused costs no pass. */
export function countAllowed(
  draft: readonly number[],
  { again, states }: Stand,
  { session, spellings, judges, isAsked }: CountAllowedParts,
): number {
  if (draft.length === 0 || again.length > 0) return 0;
  const end = draft.findIndex(spellings.isEnd);
  const words = end < 0 ? draft : draft.slice(0, end);
  let count = session === undefined ? words.length : session.validate(words);
  const isRefused = (said: string): boolean =>
    judges.some((judge, at) => {
      const after = isAsked(judge) ? states[at]?.feed(said) : undefined;
      return after !== undefined && isRefusal(after);
    });
  while (count > 0 && isRefused(words.slice(0, count).map(spellings.textOf).join(""))) count -= 1;
  return count;
}
