import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import type { ContextBias } from "../../ports/constraint-set.ts";
import type { PrefixJudge } from "../../ports/prefix-judge.ts";
import type { NextTokens } from "../../ports/token-access.ts";
import { isIn, listTokens, type Mask } from "./mask-cache.ts";
import type { Meter } from "./meter.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import { addBias, type Drawing, drawFrom, weighTokens } from "./weigh-tokens.ts";
import type { Examined, Stand, WrittenText } from "./written-text.ts";

export type Choice =
  | { readonly kind: "token"; readonly token: number; readonly stand: Stand }
  /** The model ends here, and the syntax agrees; judges are still to be asked. */
  | { readonly kind: "end"; readonly token: number }
  /** Nothing can follow. */
  | {
      readonly kind: "dead-end";
      readonly level: "syntax" | "type" | "semantic";
      readonly reason: string;
    };

export interface ChooseParts {
  readonly text: WrittenText;
  readonly session: ConstraintSession | undefined;
  readonly spellings: TokenSpellings;
  readonly drawing: Drawing;
  readonly meter: Meter;
  readonly bias: ContextBias | undefined;
  readonly isAsked: (judge: PrefixJudge) => boolean;
  readonly judges: readonly PrefixJudge[];
  readonly readMask: () => Mask | undefined;
  readonly predictWhole: () => Promise<NextTokens>;
  /** Tokens that may not be tried here now. */
  readonly banned: ReadonlySet<number>;
  /** By which the model says that it has ended: the end of a code block. */
  readonly stopTexts: readonly string[];
  /** A number for each draw at this place, from 0 up to 1. */
  readonly random: () => number;
  readonly worthOf: ((token: number) => number) | undefined;
  /** Hears of a token that the syntax does not let follow. */
  readonly onDeadEnd: ((token: number) => void) | undefined;
}

/** Draws that are checked one by one before a whole mask is computed. */
const MOST_DRAWS = 8;
/** Tokens that judges are asked about at one place before it counts as a dead end. */
const MOST_JUDGED = 512;

/**
 * Draws from the model's own distribution and asks afterwards; what is refused is drawn no more. Whatever is asked how
 * often, each token comes as often as from the distribution over the allowed ones alone.
 */
export async function chooseToken(next: NextTokens, parts: ChooseParts): Promise<Choice> {
  const tries = createTries(parts);
  const biased = (one: NextTokens): NextTokens =>
    parts.bias === undefined ? one : addBias(one, biasOf(parts, parts.bias));
  let told = biased(next);
  let first = weigh(told, tries, parts);
  if (first.isCut) {
    told = biased(await parts.predictWhole());
    first = weigh(told, tries, parts);
  }
  const drawn = drawSome(first, MOST_DRAWS, tries, parts);
  if (drawn !== undefined) return drawn;

  const mask = parts.readMask();
  if (mask !== undefined && mask !== "over-limit") {
    tries.hold(mask);
    const only = chooseOnly(mask, tries, parts);
    if (only !== undefined) return only;
  }
  const again = drawAll(told, tries, parts);
  if (again !== undefined) return again;
  const whole = told.isWhole ? told : biased(await parts.predictWhole());
  const named = listNamed(parts);
  const found = named && drawAll(pick(whole, new Set(named)), tries, parts);
  return found ?? drawAll(whole, tries, parts) ?? tries.giveIn() ?? tries.deadEnd();
}

const biasOf = (
  { text, spellings }: ChooseParts,
  bias: ContextBias,
): Parameters<typeof addBias>[1] => ({
  bias,
  before: text.stand.text,
  textOf: spellings.textOf,
});

function pick(next: NextTokens, wanted: ReadonlySet<number>): NextTokens {
  const places = next.tokens.flatMap((token, at) => (wanted.has(token) ? [at] : []));
  return {
    tokens: places.map((at) => next.tokens[at] ?? 0),
    probabilities: places.map((at) => next.probabilities[at] ?? 0),
    isWhole: true,
  };
}

const weigh = (next: NextTokens, tries: Tries, { drawing, worthOf }: ChooseParts) =>
  weighTokens(next, drawing, tries.isLeft, worthOf);

type Drawn = { readonly tokens: number[]; readonly weights: number[] };

/** Draws up to `most` times of `weighed`; a token that is refused is drawn no more. */
function drawSome(
  weighed: Drawn,
  most: number,
  tries: Tries,
  { drawing, random }: ChooseParts,
): Choice | undefined {
  for (let draw = 0; draw < most && weighed.tokens.length > 0; draw += 1) {
    const at =
      drawing.temperature === 0 ? heaviest(weighed.weights) : drawFrom(weighed.weights, random());
    const token = weighed.tokens[at];
    if (token === undefined) return undefined;
    const choice = tries.ask(token);
    if (choice !== undefined) return choice;
    weighed.tokens.splice(at, 1);
    weighed.weights.splice(at, 1);
  }
  return undefined;
}

function heaviest(weights: readonly number[]): number {
  let best = -1;
  for (const [at, weight] of weights.entries())
    if (weight > 0 && (best < 0 || weight > (weights[best] ?? 0))) best = at;
  return best;
}

/** Draws until nothing is left: first of the likely ones, then of those that are likely once these are gone. */
function drawAll(next: NextTokens, tries: Tries, parts: ChooseParts): Choice | undefined {
  for (;;) {
    const weighed = weigh(next, tries, parts);
    if (weighed.tokens.length === 0 || tries.isSpent()) return undefined;
    const before = tries.count();
    const choice = drawSome(weighed, weighed.tokens.length, tries, parts);
    if (choice !== undefined) return choice;
    if (tries.count() === before) return undefined;
  }
}

/** Where the mask leaves one way on, the model need not be asked. */
function chooseOnly(
  mask: Uint32Array,
  tries: Tries,
  { spellings }: ChooseParts,
): Choice | undefined {
  const tokens = listTokens(mask, spellings.vocabulary.endTokens.length + 2);
  const ends = tokens.filter(spellings.isEnd);
  const [end] = ends.filter(tries.isLeft);
  const [token, ...others] = tokens.filter((one) => !spellings.isEnd(one));
  if (token === undefined) return end === undefined ? undefined : { kind: "end", token: end };
  if (ends.length > 0 || others.length > 0 || !tries.isLeft(token)) return undefined;
  return tries.ask(token);
}

/** Tokens that begin a text of which the judges say that one must follow. */
function listNamed({
  judges,
  isAsked,
  text,
  spellings,
}: ChooseParts): readonly number[] | undefined {
  const named = judges.flatMap((judge, at) => {
    const list = isAsked(judge) ? text.stand.states[at]?.listContinuations() : undefined;
    return list === undefined ? [] : [list];
  });
  return named[0]?.flatMap((name) => spellings.findBeginnings(name));
}

/** More of a text than a stop text is long. */
const LONGEST_STOP = 32;

/** Whether `stop` begins at the end of `before`, or with `said`, and `said` goes on with more of it than line breaks. */
function beginsStop(before: string, said: string, stop: string): boolean {
  const [breaks = ""] = /^\n*/.exec(stop) ?? [];
  const mark = stop.slice(breaks.length);
  const all = before + said;
  const at = all.indexOf(mark, Math.max(0, before.length - mark.length + 1));
  return mark !== "" && at >= 0 && all.slice(0, at).endsWith(breaks);
}

interface Tries {
  isLeft(token: number): boolean;
  /** Only tokens of `mask` are left from here on. */
  hold(mask: Uint32Array): void;
  ask(token: number): Choice | undefined;
  count(): number;
  isSpent(): boolean;
  /** What was refused for being blank alone. */
  giveIn(): Choice | undefined;
  deadEnd(): Choice;
}

function createTries(parts: ChooseParts): Tries {
  const { text, session, spellings, meter, isAsked, banned } = parts;
  const refused = new Set<number>();
  const soft: number[] = [];
  let mask: Uint32Array | undefined;
  let judged = 0;
  let last: Extract<Examined, { readonly isAllowed: false }> | undefined;

  const askEnd = (token: number): Choice | undefined => {
    const isWhole = text.stand.again.length === 0 && text.stand.open.length === 0;
    const ends = session === undefined || session.validate([token]) === 1;
    return isWhole && ends ? { kind: "end", token } : undefined;
  };
  const saysEnd = (token: number): boolean => {
    const said = spellings.textOf(token);
    const before = text.stand.text.slice(-LONGEST_STOP);
    return parts.stopTexts.some((stop) => beginsStop(before, said, stop));
  };
  const refuse = (token: number, level: "syntax" | "type" | "semantic"): undefined => {
    refused.add(token);
    meter.refusals[level] += 1;
    if (level === "syntax") parts.onDeadEnd?.(token);
  };
  return {
    isLeft: (token) =>
      !refused.has(token) && !banned.has(token) && (mask === undefined || isIn(mask, token)),
    hold: (one) => {
      // While the model's own words are said again, the mask speaks of other tokens.
      if (text.stand.again.length === 0) mask = one;
    },
    ask(token) {
      if (spellings.isEnd(token)) return askEnd(token) ?? refuse(token, "syntax");
      if (saysEnd(token)) {
        const end = spellings.vocabulary.endTokens[0];
        const choice = end === undefined ? undefined : askEnd(end);
        if (choice !== undefined) return choice;
      }
      const examined = text.examine(token, isAsked, { isInSyntax: mask !== undefined });
      judged += 1;
      if (examined.isAllowed) return { kind: "token", token, stand: examined.stand };
      last = examined;
      if (examined.isSoft) soft.push(token);
      return refuse(token, examined.level as "syntax" | "type" | "semantic");
    },
    count: () => refused.size,
    isSpent: () => judged >= MOST_JUDGED,
    giveIn() {
      for (const token of soft) {
        const examined = text.examine(token, isAsked, { areBlanksFree: true });
        if (examined.isAllowed) return { kind: "token", token, stand: examined.stand };
      }
      return undefined;
    },
    deadEnd: () => ({
      kind: "dead-end",
      level: (last?.level ?? "syntax") as "syntax" | "type" | "semantic",
      reason: last?.reason ?? "nothing can follow",
    }),
  };
}
