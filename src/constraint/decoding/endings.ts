import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import type { PrefixJudge } from "../../ports/prefix-judge.ts";
import type { Ending } from "./close-in-time.ts";
import type { OpenedSyntax } from "./compile-syntax.ts";
import { findEnd } from "./find-end.ts";
import type { Meter } from "./meter.ts";
import { proposeEnd } from "./propose-end.ts";
import type { JudgeRefusal } from "./settle-states.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import type { Stand, WrittenText } from "./written-text.ts";

export interface EndingsParts {
  readonly text: WrittenText;
  readonly limit: number;
  readonly judges: readonly PrefixJudge[];
  readonly isAsked: (judge: PrefixJudge) => boolean;
  readonly session: ConstraintSession | undefined;
  readonly syntax: OpenedSyntax | undefined;
  readonly spellings: TokenSpellings;
  readonly tokenize: (text: string) => readonly number[];
  readonly meter: Meter;
  readonly signal: AbortSignal | undefined;
  readonly keep: (count: number) => void;
  /** Writes a token that the model is not asked for. */
  readonly force: (token: number, stand: Stand) => void;
  /** What judges have against ending here. */
  readonly whyNot: () => Promise<JudgeRefusal | undefined>;
  readonly listPhraseEnds: () => readonly number[];
  readonly askLess: (why: string) => boolean;
}

/** How a text can be ended that the model does not end itself. */
export interface Endings {
  /** What a judge proposes for the text, or for the first `count` tokens of it, however long. */
  propose(count?: number): Ending | undefined;
  /** The shortest end that a search finds for it. */
  search(count?: number): Promise<Ending | undefined>;
  /** Writes an end, as far as all judges agree that the text may end with it. */
  write(ending: Ending): Promise<boolean>;
  /**
   * Ends as much of the text as some end is found for: here, else with one of `known`, else behind whole phrases and
   * at the beginning. Only if all of that fails, with one that gives up; and then asks less.
   */
  endSomehow(known: readonly Ending[]): Promise<boolean>;
}

/** Whole phrases behind which an end is looked for. */
const MOST_EARLIER = 3;
/** Ends known from before that are tried. */
const MOST_KNOWN = 8;

export function createEndings(parts: EndingsParts): Endings {
  const { text, limit, session, syntax, meter } = parts;
  const sessionAt = (count: number): ConstraintSession | undefined => {
    const spelled = text.countSpelled(count);
    if (session === undefined || spelled === 0) return session;
    const before = session.fork();
    before.rollback(spelled);
    return before;
  };

  const ends: Endings = {
    propose(count = text.tokens.length) {
      const tokens = meter.aside(() =>
        proposeEnd(text.standAt(count), { ...parts, session: sessionAt(count) }),
      );
      return tokens && { keep: count, tokens, givesUp: false };
    },
    async search(count = text.tokens.length) {
      const at = sessionAt(count);
      if (at === undefined || syntax === undefined) return undefined;
      const searched = { ...parts, pieces: syntax.pieces, session: at };
      const stand = text.standAt(count);
      const found = await meter.aside(() => findEnd({ ...searched, stand, room: limit - count }));
      return found && { keep: count, ...found };
    },
    async write({ keep: count, tokens }) {
      if (count + tokens.length > limit) return false;
      if (count < text.tokens.length) parts.keep(count);
      for (const token of tokens) {
        const examined = text.examine(token, parts.isAsked, { areBlanksFree: true });
        if (!examined.isAllowed) {
          parts.keep(count);
          return false;
        }
        parts.force(token, examined.stand);
      }
      if ((await parts.whyNot()) === undefined) return true;
      parts.keep(count);
      return false;
    },
    async endSomehow(known) {
      do {
        const here = text.tokens.length;
        const last: Ending[] = [];
        if (await writeFrom(here, last)) return true;
        const tried = known.slice(0, MOST_KNOWN);
        if (await writeOneOf(tried.filter(({ givesUp }) => !givesUp))) return true;
        last.push(...tried.filter(({ givesUp }) => givesUp));
        // The text itself begins where all is said again.
        const start = text.standAt(0).again.length > 0 ? 1 : 0;
        const phrases = parts.listPhraseEnds().slice(-MOST_EARLIER).toReversed();
        for (const count of new Set([...phrases, start, 0]))
          if (count < here && (await writeFrom(count, last))) return true;
        if (await writeOneOf(last)) return true;
      } while (parts.askLess("no end was found that all of it lets through"));
      return false;
    },
  };
  const writeOneOf = async (known: readonly Ending[]): Promise<boolean> => {
    for (const ending of known)
      if (ending.keep <= text.tokens.length && (await ends.write(ending))) return true;
    return false;
  };
  /** Ends that give up are put to the `last`. */
  const writeFrom = async (count: number, last: Ending[]): Promise<boolean> => {
    if (count > text.tokens.length) return false;
    const proposed = ends.propose(count);
    if (proposed !== undefined && (await ends.write(proposed))) return true;
    if (count > text.tokens.length) return false;
    const found = await ends.search(count);
    if (found?.givesUp === true) last.push(found);
    return found?.givesUp === false && ends.write(found);
  };
  return ends;
}
