import type { ConstraintLevel } from "../../domain/decoding.ts";
import { Fault } from "../../domain/fault.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import { isRefusal, type PrefixJudge, type PrefixState } from "../../ports/prefix-judge.ts";
import { addToRun, type BlankRun, isTooBlank, NO_BLANKS } from "./blank-run.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import { joinBytes, splitCharacters } from "./whole-characters.ts";

/** Where a text stands after one of its tokens. */
export interface Stand {
  /** Of all characters that are whole; the bytes of one that is not wait in `open`. */
  readonly text: string;
  readonly open: Uint8Array;
  /** One for each judge, in their order. */
  readonly states: readonly PrefixState[];
  /** What is still to be said of the text that the writer says again. */
  readonly again: Uint8Array;
  readonly blanks: BlankRun;
  /** Tokens that the engine of the syntax was given. */
  readonly spelled: readonly number[];
}

export type Examined =
  | { readonly isAllowed: true; readonly stand: Stand }
  | {
      readonly isAllowed: false;
      readonly level: ConstraintLevel;
      /** Too many blanks: let through where nothing else can follow. */
      readonly isSoft: boolean;
      readonly reason: string;
    };

/** What need not be looked at. */
export interface Known {
  /** The syntax is known to let the token follow. @default false */
  readonly isInSyntax?: boolean | undefined;
  /** Any number of blanks may follow each other. @default false */
  readonly areBlanksFree?: boolean | undefined;
}

export interface WrittenTextParts {
  /** `undefined` where the syntax is free. */
  readonly session: ConstraintSession | undefined;
  readonly judges: readonly PrefixJudge[];
  readonly spellings: TokenSpellings;
  readonly tokenize: (text: string) => readonly number[];
  /** What the writer says again, before anything new. */
  readonly again: string;
  /** What the text begins with already. */
  readonly given: string;
}

/** A text in the making: tokens of the model, each with the state of whoever judges it. */
export interface WrittenText {
  readonly tokens: readonly number[];
  readonly stand: Stand;
  /** The stand after the first `count` tokens. */
  standAt(count: number): Stand;
  /** How many tokens the engine of the syntax was given after the first `count`. */
  countSpelled(count: number): number;
  /** How often tokens were taken back. */
  readonly returns: number;
  /** The first token after which more stands than so many characters; the number of tokens where none does. */
  tokenAt(characters: number): number;
  /** What would become of `token` here. Changes nothing; end tokens are not asked about. */
  examine(token: number, isAsked: (judge: PrefixJudge) => boolean, known?: Known): Examined;
  /**
   * Adds a token that was examined here.
   *
   * @throws {RangeError} where the engine has no room for what may follow it; nothing has changed then.
   */
  write(token: number, stand: Stand): void;
  /** Puts other states of the judges in the place of the last ones. */
  replaceStates(states: readonly PrefixState[]): void;
  /** From here on, and for all that stands, judges that can be lenient are. */
  becomeLenient(): void;
  keep(count: number): void;
}

const NO_BYTES = new Uint8Array();
const encoder = new TextEncoder();

/** @throws {Fault} `constraint/refused` where what is given already breaks the constraints. */
export function startText(parts: WrittenTextParts): WrittenText {
  const { session, judges, spellings } = parts;
  const tokens: number[] = [];
  const stands: Stand[] = [startStand(parts)];
  let returns = 0;
  const last = (): Stand => stands.at(-1) as Stand;
  const countSpelled = (count: number): number =>
    stands.slice(count + 1).reduce((sum, { spelled }) => sum + spelled.length, 0);

  const split = (
    token: number,
  ): { readonly bytes: Uint8Array; readonly again: Uint8Array } | undefined => {
    const bytes = spellings.bytesOf(token);
    const { again } = last();
    if (again.length === 0) return bytes.length === 0 ? undefined : { bytes, again };
    const common = Math.min(bytes.length, again.length);
    if (common === 0 || !startsAlike(bytes, again, common)) return undefined;
    return { bytes: bytes.subarray(common), again: again.slice(common) };
  };
  const spell = (token: number, bytes: Uint8Array): readonly number[] | undefined => {
    if (bytes.length === spellings.bytesOf(token).length) return [token];
    if (bytes.length === 0) return [];
    return spellings.spell(bytes, parts.tokenize(new TextDecoder().decode(bytes)));
  };

  const look = (
    token: number,
    isAsked: (judge: PrefixJudge) => boolean,
    { isInSyntax = false, areBlanksFree = false }: Known = {},
  ): Examined => {
    const parted = split(token);
    const spelled = parted && spell(token, parted.bytes);
    if (parted === undefined || spelled === undefined) return BROKEN_SYNTAX;
    const isKnown = isInSyntax && spelled.length === 1 && spelled[0] === token;
    if (session !== undefined && !isKnown && session.validate(spelled) < spelled.length)
      return BROKEN_SYNTAX;
    const { text, rest } = splitCharacters(joinBytes(last().open, parted.bytes));
    const blanks = addToRun(last().blanks, text);
    if (isTooBlank(blanks) && !areBlanksFree) return TOO_BLANK;
    const states: PrefixState[] = [];
    for (const [at, judge] of judges.entries()) {
      const before = last().states[at] as PrefixState;
      const after = text === "" || !isAsked(judge) ? before : before.feed(text);
      if (isRefusal(after))
        return { isAllowed: false, level: judge.level, isSoft: false, reason: after.reason };
      states.push(after);
    }
    const all = last().text + text;
    return {
      isAllowed: true,
      stand: { text: all, open: rest, states, again: parted.again, blanks, spelled },
    };
  };

  const commitAll = (spelled: readonly number[]): void => {
    let committed = 0;
    try {
      for (const one of spelled) {
        session?.commit(one);
        committed += 1;
      }
    } catch (error) {
      if (committed > 0) session?.rollback(committed);
      throw error;
    }
  };

  return {
    tokens,
    get stand() {
      return last();
    },
    get returns() {
      return returns;
    },
    countSpelled,
    standAt: (count) => stands[count] as Stand,
    tokenAt(characters) {
      let at = 0;
      while (at < tokens.length && (stands[at + 1]?.text.length ?? 0) <= characters) at += 1;
      return at;
    },
    examine: look,
    write(token, stand) {
      commitAll(stand.spelled);
      tokens.push(token);
      stands.push(stand);
    },
    replaceStates(states) {
      stands[stands.length - 1] = { ...last(), states };
    },
    becomeLenient() {
      const starts = judges.map(({ startLenient }) => startLenient);
      let before = stands[0]?.text ?? "";
      let states = starts.map((start, at) => feedLenient(start, before) ?? stands[0]?.states[at]);
      for (const [index, stand] of stands.entries()) {
        const text = stand.text.slice(before.length);
        states = states.map((state, at) =>
          starts[at] === undefined ? stand.states[at] : feedLenient(state, text),
        );
        before = stand.text;
        stands[index] = {
          ...stand,
          states: states.map((state, at) => state ?? (stand.states[at] as PrefixState)),
        };
      }
    },
    keep(count) {
      returns += 1;
      const spelled = countSpelled(count);
      if (spelled > 0) session?.rollback(spelled);
      tokens.length = count;
      stands.length = count + 1;
    },
  };
}

function startStand({
  session,
  judges,
  spellings,
  tokenize,
  given,
  again,
}: WrittenTextParts): Stand {
  const spelled = given === "" ? [] : spellings.spell(encoder.encode(given), tokenize(given));
  const isTaken =
    spelled !== undefined && (session?.validate(spelled) ?? spelled.length) === spelled.length;
  const states = judges.map(({ start }) => (given === "" ? start : start.feed(given)));
  const refusal = states.find(isRefusal);
  if (!isTaken || refusal !== undefined)
    throw new Fault(
      "constraint/refused",
      `Cannot go on from what the answer begins with: ${refusal?.reason ?? BROKEN_SYNTAX.reason}`,
    );
  for (const token of spelled) session?.commit(token);
  return {
    text: given,
    open: NO_BYTES,
    states: states as readonly PrefixState[],
    again: encoder.encode(again),
    blanks: addToRun(NO_BLANKS, given),
    spelled: [],
  };
}

function feedLenient(state: PrefixState | undefined, text: string): PrefixState | undefined {
  if (state === undefined || text === "") return state;
  const after = state.feed(text);
  // It promised to refuse nothing here; where it does all the same, it goes on from where it was.
  return isRefusal(after) ? state : after;
}

const BROKEN_SYNTAX = {
  isAllowed: false,
  level: "syntax",
  isSoft: false,
  reason: "the grammar lets nothing of that follow",
} as const satisfies Examined;
const TOO_BLANK: Examined = {
  isAllowed: false,
  level: "syntax",
  isSoft: true,
  reason: "too many blanks follow each other",
};

function startsAlike(one: Uint8Array, other: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
