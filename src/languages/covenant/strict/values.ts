/** What the strict profile knows of a value. */

import { isDeepStrictEqual } from "node:util";
import { type Type, UNKNOWN } from "../semantics/types.ts";

export interface Value {
  readonly type: Type;
  /** Whether only the strict profile knows the type: it came out of a field of a declared struct. */
  readonly isOurs: boolean;
}

/** A value of a type that the reference sees as well. */
export const valueOf = (type: Type): Value => ({ type, isOurs: false });

/** A value that nothing is known of. */
export const UNKNOWN_VALUE: Value = valueOf(UNKNOWN);

/** What is known of a value that is one of `values`. */
export function commonValue(values: readonly Value[]): Value {
  const [first, ...others] = values;
  if (first === undefined) return UNKNOWN_VALUE;
  if (!others.every(({ type }) => isDeepStrictEqual(type, first.type))) return UNKNOWN_VALUE;
  return { type: first.type, isOurs: values.some(({ isOurs }) => isOurs) };
}
