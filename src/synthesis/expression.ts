import type { GraphType, Part } from "../ports/type-graph.ts";

/** An expression that was found, with its type and what it cost. */
export interface Expression extends Part {
  readonly type: GraphType;
  readonly cost: number;
  /** 1 for what is in scope; one more than the deepest part for the rest. */
  readonly depth: number;
  /** Bits of the inputs that it uses. */
  readonly inputs: number;
  readonly isUnsafe: boolean;
}

/** What a use of an input that was not used yet is worth. */
const INPUT_BONUS = 2;

/** Lower comes first: what it costs, less what it uses of what is there to be used. */
export const rankOf = ({ cost, inputs }: Expression): number => worthOf(cost, inputs);

/** The rank of what costs so much and uses these inputs. */
export const worthOf = (cost: number, inputs: number): number =>
  cost - INPUT_BONUS * countBits(inputs);

/** Ascending by rank; of equals the shorter text, then the alphabet, so that runs agree. */
export const byRank = (a: Expression, b: Expression): number =>
  Number(a.isUnsafe) - Number(b.isUnsafe) ||
  rankOf(a) - rankOf(b) ||
  a.text.length - b.text.length ||
  (a.text < b.text ? -1 : 1);

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
