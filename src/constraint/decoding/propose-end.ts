import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import type { PrefixJudge } from "../../ports/prefix-judge.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import { joinBytes } from "./whole-characters.ts";
import type { Stand } from "./written-text.ts";

export interface ProposeEndParts {
  /** Of the text that `stand` is of; `undefined` where the syntax is free. */
  readonly session: ConstraintSession | undefined;
  readonly spellings: TokenSpellings;
  readonly tokenize: (text: string) => readonly number[];
  readonly judges: readonly PrefixJudge[];
  readonly isAsked: (judge: PrefixJudge) => boolean;
}

const encoder = new TextEncoder();

/**
 * The shortest end that a judge proposes for a text and that its syntax takes, as tokens. The other judges are not
 * asked about it yet.
 */
export function proposeEnd(stand: Stand, parts: ProposeEndParts): readonly number[] | undefined {
  const { judges, isAsked } = parts;
  if (stand.open.length > 0) return undefined;
  const ends = judges.flatMap((judge, at) => {
    const text = isAsked(judge) ? stand.states[at]?.proposeEnd?.() : undefined;
    const tokens = text === undefined ? undefined : spellEnd(text, stand, parts);
    return tokens === undefined ? [] : [tokens];
  });
  return ends.toSorted((a, b) => a.length - b.length)[0];
}

function spellEnd(
  text: string,
  { again }: Stand,
  { session, spellings, tokenize }: ProposeEndParts,
): readonly number[] | undefined {
  const bytes = encoder.encode(text);
  const end = spellings.vocabulary.endTokens[0];
  const alone = spellings.spell(bytes, tokenize(text));
  if (alone === undefined || end === undefined) return undefined;
  if (session !== undefined && session.validate([...alone, end]) <= alone.length) return undefined;
  if (again.length === 0) return alone;
  // What the writer says again comes first.
  const whole = joinBytes(again, bytes);
  return spellings.spell(whole, tokenize(new TextDecoder().decode(whole)));
}
