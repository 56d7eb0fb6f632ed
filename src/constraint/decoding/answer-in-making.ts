import type { ModelRequest } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { NextTokens, TokenAccess, TokenWriter } from "../../ports/token-access.ts";
import type { Alignment } from "./align.ts";
import { startStrict } from "./ask-less.ts";
import { type Choice, chooseToken } from "./choose-token.ts";
import type { OpenedSyntax } from "./compile-syntax.ts";
import { countAllowed } from "./count-allowed.ts";
import { createEndings, type Endings } from "./endings.ts";
import { followModel } from "./follow-model.ts";
import { listTokens } from "./mask-cache.ts";
import type { Meter } from "./meter.ts";
import { createDraftProposer } from "./propose-draft.ts";
import { createRetries, type Place } from "./retries.ts";
import { createSeededDraws } from "./seeded-draws.ts";
import {
  finishStates,
  type JudgeRefusal,
  type SettleMemory,
  settleStates,
} from "./settle-states.ts";
import { tireOfRepeats } from "./tire-of-repeats.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import { weighTokens } from "./weigh-tokens.ts";
import { type Stand, startText, type WrittenText } from "./written-text.ts";

export interface AnswerParts {
  readonly access: TokenAccess;
  readonly spellings: TokenSpellings;
  /** `undefined` where the syntax is free, or nothing sees to it. */
  readonly syntax: OpenedSyntax | undefined;
  readonly settled: SettleMemory;
  /** `undefined` draws as masks do. */
  readonly alignment: ((prompt: readonly number[]) => Alignment) | undefined;
  readonly isDrafting: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** How often a text that repeats itself, has no end any more, or runs into its limit, is written otherwise. */
const MOST_OTHERS = 12;

/** A text, and the steps by which it is written. Each says `false` where nothing more can be tried. */
export interface AnswerInMaking {
  readonly text: WrittenText;
  /** Most tokens of it. */
  readonly limit: number;
  /** Writes what must follow. */
  writeForced(): Promise<boolean>;
  /** Draws the next token and writes it, or says that here is the end, or none. */
  choose(): Promise<Choice>;
  /** Has judges look at a phrase that has just ended; what they refuse is written otherwise. */
  settle(): Promise<boolean>;
  /** Whether judges let the text end here; what they refuse is written otherwise. */
  finish(): Promise<"ended" | "goes-on" | "stuck">;
  /** Goes back behind token `from` to try otherwise, or asks less. */
  tryOtherwise(from: number, why: string): boolean;
  /** Whether the syntax lets nothing follow but the end. */
  mustEnd(): boolean;
  readonly ends: Endings;
  /** How many tokens stood where judges last found a phrase good. */
  lastPhraseEnd(): number;
  /** Goes back behind token `from` for reasons of taste: nothing is asked less for them. */
  tryAnother(from: number): boolean;
  /** Keeps what this answer has shown of dead ends. */
  learn(): void;
}

/** @throws {Fault} `constraint/refused` where what is given already breaks the constraints. */
export function startAnswer(
  request: ModelRequest,
  set: Pick<ConstraintSet, "judges" | "bias">,
  given: string,
  parts: AnswerParts & { readonly writer: TokenWriter; readonly meter: Meter },
): AnswerInMaking {
  const { access, writer, meter, spellings, syntax, signal } = parts;
  const { judges, bias } = set;
  const { tokenize } = access;
  const session: ConstraintSession | undefined = syntax?.openSession();
  const asked = startStrict(set, meter);
  const { isAsked } = asked;
  const { again } = writer;
  const text = startText({ session, judges, spellings, tokenize, again, given });
  const drawing = { temperature: request.temperature ?? access.temperature, minP: access.minP };
  const draws = createSeededDraws(request.seed ?? 0);
  const retries = createRetries();
  const others = createRetries(MOST_OTHERS);
  /** How many tokens stood where judges found a phrase good. */
  let phraseEnds: number[] = [];
  const alignment = parts.alignment?.(writer.prompt);
  const limit = Math.min(request.maxOutputTokens, writer.room);
  const model = followModel({
    writer,
    text,
    meter,
    proposer: createDraftProposer(parts.isDrafting),
    countAllowed: (draft) =>
      countAllowed(draft, text.stand, { session, spellings, judges, isAsked }),
  });
  let places: Place[] = [];

  function keep(count: number): void {
    meter.takenBack += text.tokens.length - count;
    text.keep(count);
    places = places.slice(0, count + 1);
    phraseEnds = phraseEnds.filter((end) => end <= count);
  }
  function write(token: number, stand: Stand, next: NextTokens | undefined): void {
    places[text.tokens.length] ??= { next, banned: new Set(), draws: 0 };
    text.write(token, stand);
  }
  /** What may follow can still be more than the engine has room for: it is written otherwise then. */
  function isTaken(token: number, stand: Stand, next: NextTokens): boolean {
    try {
      write(token, stand, next);
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      meter.refusals.syntax += 1;
      places[text.tokens.length]?.banned.add(token);
      return false;
    }
  }
  function askLess(from: number, why: string): boolean {
    if (!asked.askLess(from, why)) return false;
    if (asked.isLenient) text.becomeLenient();
    return true;
  }
  function tryOtherwise(from: number, why: string): boolean {
    const plan = retries.plan(from, text.tokens, places);
    if (plan !== undefined) {
      keep(plan.keep);
      places[plan.keep]?.banned.add(plan.ban);
      return true;
    }
    if (!askLess(from, why)) return false;
    retries.forget();
    keep(Math.min(from, text.tokens.length));
    for (const place of places) place.banned.clear();
    return true;
  }
  const refuse = ({ level, refusal }: JudgeRefusal): boolean => {
    meter.refusals[level] += 1;
    return tryOtherwise(text.tokenAt(refusal.keep), refusal.reason);
  };
  const asking = (): Parameters<typeof settleStates>[1] => ({
    judges,
    isAsked,
    meter,
    signal,
    memory: parts.settled,
    isLenient: asked.isLenient,
  });
  const maskKey = (): string => `${text.stand.text}\n${text.stand.open.join()}`;
  const ends = createEndings({
    ...{ text, limit, judges, isAsked, session, syntax, spellings, tokenize, meter, signal },
    keep,
    force(token, stand) {
      meter.forced += 1;
      write(token, stand, undefined);
    },
    whyNot: async () => {
      const settled = await settleStates(text.stand, asking());
      if ("refusal" in settled) return settled;
      text.replaceStates(settled);
      return finishStates(text.stand, asking());
    },
    listPhraseEnds: () => phraseEnds,
    askLess: (why) => askLess(text.tokens.length, why),
  });

  const answer: AnswerInMaking = {
    text,
    limit,
    ends,
    tryOtherwise,
    async writeForced() {
      if (session === undefined || text.stand.again.length > 0) return true;
      for (;;) {
        const forced = meter.aside(() => session.forcedTokens());
        if (forced.length === 0) return true;
        for (const token of forced) {
          const before = text.tokens.length;
          if (before >= limit) return true;
          const examined = text.examine(token, isAsked, { isInSyntax: true, areBlanksFree: true });
          if (!examined.isAllowed) {
            meter.refusals[examined.level] += 1;
            return tryOtherwise(before, examined.reason);
          }
          meter.forced += 1;
          write(token, examined.stand, undefined);
          if (!(await answer.settle())) return false;
          if (text.tokens.length <= before) return true;
        }
      }
    },
    async choose() {
      const at = text.tokens.length;
      const known = places[at];
      const own = known?.next ?? (await model.next());
      const tire = (one: NextTokens): NextTokens => tireOfRepeats(one, text.tokens);
      const place = {
        next: own,
        banned: known?.banned ?? new Set<number>(),
        draws: known?.draws ?? 0,
      };
      places[at] = place;
      const aligned = alignment?.at(text.tokens);
      const token = meter.startToken();
      const choice = await chooseToken(tire(own), {
        text,
        session,
        spellings,
        drawing,
        meter,
        bias: asked.isBiased ? bias : undefined,
        isAsked,
        judges,
        banned: place.banned,
        stopTexts: request.stopTexts,
        readMask: () => session && syntax?.masks.read(session, maskKey(), meter),
        predictWhole: async () => tire(await model.whole()),
        // Behind a return, other numbers than before it.
        random: () => draws(at + text.returns * 65_536, place.draws++),
        worthOf: aligned?.worthOf,
        onDeadEnd: aligned?.refuse,
      });
      if (choice.kind === "token") {
        meter.sampled += 1;
        model.notice(choice.token);
        if (!isTaken(choice.token, choice.stand, own)) {
          token.stop();
          return answer.choose();
        }
      }
      token.stop();
      return choice;
    },
    async settle() {
      const settled = await settleStates(text.stand, asking());
      if ("refusal" in settled) return refuse(settled);
      if (settled !== text.stand.states) phraseEnds.push(text.tokens.length);
      text.replaceStates(settled);
      return true;
    },
    async finish() {
      const refused = await finishStates(text.stand, asking());
      if (refused === undefined) return "ended";
      if (refused.refusal.keep < text.stand.text.length)
        return refuse(refused) ? "goes-on" : "stuck";
      // All of it can stand, but not alone: it goes on.
      meter.refusals[refused.level] += 1;
      const place = (places[text.tokens.length] ??= {
        next: undefined,
        banned: new Set(),
        draws: 0,
      });
      for (const end of spellings.vocabulary.endTokens) place.banned.add(end);
      return "goes-on";
    },
    mustEnd() {
      if (syntax === undefined || session === undefined) return false;
      const { again: left, open } = text.stand;
      if (left.length + open.length > 0 || !session.isAccepting()) return false;
      if ((places[text.tokens.length]?.banned.size ?? 0) > 0) return false;
      // A mask takes long: most often one of these can follow, and it need not be asked for.
      if (syntax.pieces.all.some((piece) => session.validate(piece) === piece.length)) return false;
      const mask = syntax.masks.read(session, maskKey(), meter);
      return mask !== "over-limit" && listTokens(mask, 9).every(spellings.isEnd);
    },
    lastPhraseEnd: () => phraseEnds.at(-1) ?? 0,
    tryAnother(from) {
      const plan = others.plan(from, text.tokens, places);
      if (plan === undefined) return false;
      keep(plan.keep);
      places[plan.keep]?.banned.add(plan.ban);
      return true;
    },
    learn() {
      alignment?.learn(text.tokens, (place, token) => {
        const next = places[place]?.next;
        if (next === undefined) return token === text.tokens[place] ? 1 : 0;
        const { tokens, weights } = weighTokens(next, drawing, () => true);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return (weights[tokens.indexOf(token)] ?? 0) / (total || 1);
      });
    },
  };
  return answer;
}
