import { type GraphType, NEEDED_INPUTS, type Part } from "../ports/type-graph.ts";

/** An expression that was found, with its type and what it cost. */
export interface Expression extends Part {
  readonly type: GraphType;
  readonly cost: number;
  /** 1 for what is in scope; one more than the deepest part for the rest. */
  readonly depth: number;
  /** Bits of the inputs that it uses. */
  readonly inputs: number;
  readonly isUnsafe: boolean;
  /** The outermost operation; its own text for what is in scope. */
  readonly head: string;
  /** A variable, a literal, or a call of nothing with nothing. */
  readonly isBare: boolean;
}

/** What a use of an input is worth that nothing uses yet. */
export const INPUT_BONUS = 2.5;

/** Lower comes first: what it costs, less what it uses of what is there to be used. */
export const rankOf = ({ cost, inputs }: Expression): number => worthOf(cost, inputs);

/** The rank of what costs so much and uses these inputs. */
export const worthOf = (cost: number, inputs: number): number =>
  cost - INPUT_BONUS * countNeeded(inputs);

/** How many of these inputs the hole should use. */
export function countNeeded(inputs: number): number {
  let count = 0;
  for (let rest = inputs & NEEDED_INPUTS; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Ascending by rank; of equals the shorter text, then the alphabet, so that runs agree. */
export const byRank = (a: Expression, b: Expression): number =>
  Number(a.isUnsafe) - Number(b.isUnsafe) ||
  rankOf(a) - rankOf(b) ||
  a.text.length - b.text.length ||
  (a.text < b.text ? -1 : 1);

/** What each further answer of the same head ranks higher. */
const ALIKE = 0.5;

/** Best first, but what is made in the same way makes room for what is not. */
export function mixed(found: readonly Expression[]): readonly Expression[] {
  const seen = new Map<string, number>();
  return found
    .toSorted(byRank)
    .map((one) => {
      const before = seen.get(one.head) ?? 0;
      seen.set(one.head, before + 1);
      return { one, rank: rankOf(one) + ALIKE * before };
    })
    .sort((a, b) => Number(a.one.isUnsafe) - Number(b.one.isUnsafe) || a.rank - b.rank)
    .map(({ one }) => one);
}
