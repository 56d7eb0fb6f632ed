import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import { isRefusal, type PrefixJudge, type PrefixState } from "../../ports/prefix-judge.ts";
import type { Ending } from "./close-in-time.ts";
import type { ClosingPieces } from "./compile-syntax.ts";
import { listTokens } from "./mask-cache.ts";
import type { TokenSpellings } from "./token-spellings.ts";
import type { Stand } from "./written-text.ts";

export interface FindEndParts {
  readonly session: ConstraintSession;
  readonly spellings: TokenSpellings;
  readonly tokenize: (text: string) => readonly number[];
  readonly pieces: ClosingPieces;
  readonly judges: readonly PrefixJudge[];
  readonly isAsked: (judge: PrefixJudge) => boolean;
  readonly stand: Stand;
  /** Most tokens that the end may have. */
  readonly room: number;
  readonly signal: AbortSignal | undefined;
}

type Piece = readonly number[];

/** One way that the text could go on. */
interface Way {
  readonly tokens: readonly number[];
  /** How many pieces it is put together from. */
  readonly count: number;
  readonly text: string;
  readonly states: readonly PrefixState[];
  /** Brackets opened and not closed, those inside of strings not counted. */
  readonly depth: number;
  /** Whether it leaves the block it is in. */
  readonly leaves: boolean;
  /** Of the text with these tokens. */
  readonly session: ConstraintSession;
  /** Whether it stands in a text that takes nearly everything: a string, a pattern, a comment. */
  readonly isInside: boolean;
  readonly mayEnd: boolean;
  /** What may follow. */
  readonly steps: readonly Piece[];
  /** How many of the first of them judges told. */
  readonly named: number;
  /** Whether a judge told its last piece: that leads somewhere. */
  readonly isNamed: boolean;
}

/** A way that was not looked at yet: the one before, and a piece more. */
interface Draft extends Pick<Way, "tokens" | "count" | "text" | "depth" | "leaves" | "isNamed"> {
  /** Of the way before. */
  readonly states: readonly PrefixState[];
  readonly from: ConstraintSession;
  readonly step: Piece;
}

/** Ways that are gone on with at each length, and how many are looked at for that. */
const BREADTH = 14;
const MOST_LOOKED_AT = 32;
const MOST_JUDGED = 72;
/** Ends that judges are asked about: where one that leaves no block is refused, others like it mostly are too. */
const MOST_ASKED = { plain: 4, leaving: 16, givingUp: 8 } as const;
const LONGEST_END = 32;
/** So many pieces more a useful end may have than one that gives up. */
const LONGER_TO_BETTER = 8;
/** Words after which nothing is answered. */
const GIVES_UP = /\b(?:throw|raise)\b/;
/** Ways that only judges tell apart: `return;` and `throw 0;`. */
const MOST_ALIKE = 8;
/** Single characters that are taken from a mask where no piece fits. */
const MOST_OF_MASK = 24;
/** Names that judges tell. */
const MOST_NAMED = 6;

/**
 * The shortest end that is found for a text: a search by breadth through what may close it, one that gives up only
 * where no other is found. Empty where the text may end as it is; `undefined` where none was found.
 *
 * @throws {Fault} of a judge.
 */
export async function findEnd(
  parts: FindEndParts,
): Promise<Pick<Ending, "tokens" | "givesUp"> | undefined> {
  const { again, open, states } = parts.stand;
  if (again.length > 0 || open.length > 0) return undefined;
  const start = { tokens: [], count: 0, text: "", depth: 0, leaves: false, isNamed: false };
  let ways = [look({ ...start, states, from: parts.session, step: [] }, parts)];
  const seen = new Map<string, number>();
  const asked = { plain: 0, leaving: 0, givingUp: 0 };
  let resort: readonly number[] | undefined;
  let resortAt = LONGEST_END;
  const refused = new Set<string>();
  for (let length = 0; length <= resortAt && ways.length > 0; length += 1) {
    for (const way of ways) {
      const givesUp = !way.isInside && GIVES_UP.test(way.text);
      if (givesUp && resort !== undefined) continue;
      const kind = givesUp ? "givingUp" : way.leaves ? "leaving" : "plain";
      if (!way.mayEnd || asked[kind] >= MOST_ASKED[kind]) continue;
      const words = way.text.replaceAll(BLANKS, "");
      if (refused.has(words)) continue;
      refused.add(words);
      asked[kind] += 1;
      if (!(await isGoodEnd(way, parts))) continue;
      if (!givesUp) return { tokens: way.tokens, givesUp };
      resort = way.tokens;
      resortAt = Math.min(LONGEST_END, length + LONGER_TO_BETTER);
    }
    ways = goOn(ways, seen, parts);
  }
  return resort && { tokens: resort, givesUp: true };
}

function goOn(ways: readonly Way[], seen: Map<string, number>, parts: FindEndParts): Way[] {
  const drafts = new Map<string, Draft>();
  for (const way of ways) {
    for (const [at, step] of way.steps.entries()) {
      const tokens = [...way.tokens, ...step];
      const said = step.map(parts.spellings.textOf).join("");
      const text = way.text + said;
      const known = drafts.get(text);
      if (tokens.length > parts.room || (known && known.count <= way.count + 1)) continue;
      const depth = way.depth + (way.isInside ? 0 : depthOf(said));
      const count = way.count + 1;
      const leaves = !way.isInside && parts.pieces.leavesBlock.test(text);
      drafts.set(text, {
        tokens,
        count,
        text,
        depth,
        leaves,
        isNamed: at < way.named,
        states: way.states,
        from: way.session,
        step,
      });
    }
  }
  const looked = lookAtBest(byCost([...drafts.values()]), parts).filter((way) =>
    isNew(way, seen, parts),
  );
  // Out of a string first: only outside does a bracket close anything.
  const rankOf = ({ mayEnd, isInside }: Way): number => (mayEnd ? 0 : isInside ? 2 : 1);
  return byCost(looked)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .slice(0, BREADTH);
}

/** The cheapest that judges let through; they are not asked about the others. */
function lookAtBest(drafts: readonly Draft[], parts: FindEndParts): readonly Way[] {
  const ways: Way[] = [];
  for (const draft of drafts.slice(0, MOST_JUDGED)) {
    const states = feedSteps(draft, parts);
    if (states !== undefined) ways.push(look({ ...draft, states }, parts));
    if (ways.length >= MOST_LOOKED_AT) break;
  }
  return ways;
}

/** What the same pieces may follow, a cheaper way has come to already: digits in a row bring nobody on. */
function isNew(
  { depth, isInside, mayEnd, steps, leaves, isNamed }: Way,
  seen: Map<string, number>,
  { pieces }: FindEndParts,
): boolean {
  const fitting = steps.map((step) => pieces.all.indexOf(step)).join();
  const key = [depth, isInside, mayEnd, leaves, fitting].join("|");
  const times = seen.get(key) ?? 0;
  seen.set(key, times + 1);
  return mayEnd || isNamed || times < (leaves ? MOST_ALIKE : 1);
}

function look({ from, step, ...way }: Draft, parts: FindEndParts): Way {
  const { pieces, spellings } = parts;
  const session = from.fork();
  for (const token of step) session.commit(token);
  const isInside = session.validate(pieces.anything) === pieces.anything.length;
  const mayEnd = session.validate(spellings.vocabulary.endTokens.slice(0, 1)) === 1;
  const steps = stepsFrom({ session, states: way.states, isInside }, parts);
  return { ...way, session, isInside, mayEnd, ...steps };
}

/** Pieces that may follow; where none does, single characters of the mask. */
function stepsFrom(
  { session, states, isInside }: Pick<Way, "session" | "states" | "isInside">,
  { pieces, spellings, tokenize, judges, isAsked }: FindEndParts,
): Pick<Way, "steps" | "named"> {
  const fits = (piece: Piece): boolean => session.validate(piece) === piece.length;
  if (isInside) return { steps: pieces.leaving.filter(fits), named: 0 };
  const names = states.flatMap((state, at) => {
    const judge = judges[at];
    return judge !== undefined && isAsked(judge) ? (state.listContinuations() ?? []) : [];
  });
  const told = names
    .slice(0, MOST_NAMED)
    .flatMap((name) => {
      const piece = spellings.spell(new TextEncoder().encode(name), tokenize(name));
      return piece === undefined ? [] : [piece];
    })
    .filter(fits);
  const steps = [...told, ...pieces.all.filter(fits)];
  return {
    steps: steps.length > 0 ? steps : stepsOfMask(session, spellings),
    named: told.length,
  };
}

function stepsOfMask(
  session: ConstraintSession,
  { vocabulary, bytesOf }: TokenSpellings,
): readonly Piece[] {
  const mask = new Uint32Array(Math.ceil(vocabulary.size / 32));
  if (!session.mask(mask)) return [];
  return listTokens(mask, vocabulary.size)
    .filter((token) => bytesOf(token).length === 1)
    .slice(0, MOST_OF_MASK)
    .map((token) => [token]);
}

/** Token by token, as it will be written. */
function feedSteps({ step, states }: Draft, parts: FindEndParts): Way["states"] | undefined {
  let after: Way["states"] | undefined = states;
  for (const token of step) after &&= feedAll(after, parts.spellings.textOf(token), parts);
  return after;
}

function feedAll(
  states: readonly PrefixState[],
  text: string,
  { judges, isAsked }: FindEndParts,
): readonly PrefixState[] | undefined {
  const after: PrefixState[] = [];
  for (const [at, state] of states.entries()) {
    const judge = judges[at];
    const next = judge !== undefined && isAsked(judge) ? state.feed(text) : state;
    if (isRefusal(next)) return undefined;
    after.push(next);
  }
  return after;
}

async function isGoodEnd(
  { states }: Way,
  { judges, isAsked, signal }: FindEndParts,
): Promise<boolean> {
  for (const [at, judge] of judges.entries()) {
    if (!isAsked(judge)) continue;
    const settled = (await states[at]?.settle?.(signal)) ?? states[at];
    if (settled === undefined || isRefusal(settled)) return false;
    if ((await settled.finish(signal)) !== undefined) return false;
  }
  return true;
}

const byCost = <One extends Pick<Way, "count" | "text" | "depth" | "leaves" | "isNamed">>(
  ways: readonly One[],
): One[] =>
  ways
    .map((way) => ({ way, cost: costOf(way) }))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ way }) => way);

/** What opens a bracket costs more than what closes one, and blanks bring nobody on; short ways go first. */
const costOf = ({
  count,
  text,
  depth,
  leaves,
  isNamed,
}: Pick<Way, "count" | "text" | "depth" | "leaves" | "isNamed">): number =>
  depth * 4 +
  count +
  text.length / 32 +
  2 * (text.match(IDLE_BLANKS)?.length ?? 0) -
  (leaves ? 3 : 0) -
  (isNamed ? 1 : 0);

const BLANKS = /\s/g;
const IDLE_BLANKS = /\s(?=\s|$)|^\s/g;

/** A rough count: it orders the search and decides nothing. */
function depthOf(text: string): number {
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
  }
  return depth;
}
