import type { NextTokens, TokenWriter } from "../../ports/token-access.ts";
import type { Meter } from "./meter.ts";
import type { DraftProposer } from "./propose-draft.ts";
import type { WrittenText } from "./written-text.ts";

/** The model beside the text: it has read some of it, and perhaps guesses of what follows. */
export interface ModelBeside {
  /** What it would write next. */
  next(): Promise<NextTokens>;
  /** The same, every token of the vocabulary among it. */
  whole(): Promise<NextTokens>;
  /** Hears which token was written next. */
  notice(token: number): void;
}

export interface ModelBesideParts {
  readonly writer: TokenWriter;
  readonly text: WrittenText;
  readonly proposer: DraftProposer;
  /** How many of the guessed tokens the constraints would let through. */
  readonly countAllowed: (draft: readonly number[]) => number;
  readonly meter: Meter;
}

/** Guesses that were read with the text, and what the model says after each. */
interface Ahead {
  /** How many tokens the text had. */
  readonly from: number;
  readonly draft: readonly number[];
  readonly nexts: readonly NextTokens[];
  /** `text.returns` when it was read: while it is the same, the text before still stands. */
  readonly returns: number;
}

export function followModel(parts: ModelBesideParts): ModelBeside {
  const { writer, text, proposer, meter } = parts;
  let sent: number[] = [];
  let ahead: Ahead | undefined;
  const all = [...writer.prompt];
  let allReturns = 0;
  /** Prompt and text, brought up to date. */
  const allTokens = (): readonly number[] => {
    if (allReturns !== text.returns) all.length = writer.prompt.length;
    allReturns = text.returns;
    for (let at = all.length - writer.prompt.length; at < text.tokens.length; at += 1)
      all.push(text.tokens[at] ?? 0);
    return all;
  };

  /** Takes back what no longer stands, and gives what the model has not read yet. */
  const sync = async (): Promise<readonly number[]> => {
    let common = 0;
    while (common < sent.length && sent[common] === text.tokens[common]) common += 1;
    if (common < sent.length) await writer.takeBack(sent.length - common);
    sent = sent.slice(0, common);
    return text.tokens.slice(common);
  };
  /** Whether all that stands is what was read, guesses among it. */
  const isStillRead = ({ from, returns }: Ahead): boolean => {
    if (text.tokens.length < from || returns !== text.returns) return false;
    for (let at = from; at < text.tokens.length; at += 1)
      if (sent[at] !== text.tokens[at]) return false;
    return true;
  };
  const predict = async (draft: readonly number[]): Promise<NextTokens> => {
    const unread = await sync();
    const nexts = await writer.predict(unread, draft);
    sent.push(...unread, ...draft);
    ahead = { from: text.tokens.length, draft, nexts, returns: text.returns };
    meter.drafted += draft.length;
    return nexts[0] as NextTokens;
  };
  return {
    next() {
      const place = text.tokens.length;
      const known = ahead?.nexts[place - ahead.from];
      if (ahead !== undefined && known !== undefined && isStillRead(ahead))
        return Promise.resolve(known);
      const draft = meter.aside(() => {
        const proposed = proposer
          .propose(allTokens())
          .slice(0, Math.max(0, writer.room - place - 1));
        return proposed.slice(0, parts.countAllowed(proposed));
      });
      return meter.inModel(() => predict(draft));
    },
    whole: () =>
      meter.inModel(async () => {
        if ((await sync()).length > 0) await predict([]);
        ahead = undefined;
        return writer.predictWhole();
      }),
    notice(token) {
      proposer.notice(allTokens(), token);
      if (ahead === undefined || !isStillRead(ahead)) return;
      if (ahead.draft[text.tokens.length - ahead.from] === token) meter.draftsKept += 1;
    },
  };
}
