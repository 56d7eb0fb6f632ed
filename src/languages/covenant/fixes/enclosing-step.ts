import type { Program } from "../syntax/ast.ts";
import { readString } from "../syntax/string-value.ts";
import type { Token } from "../syntax/token.ts";
import { isString, neighbour, reads } from "./text-places.ts";

/** The head of a step: `step id="…" kind="…"`, in a text that may not be readable further on. */
export interface StepHead {
  readonly keyword: Token;
  readonly id: Token;
  readonly kind: Token;
}

/** A step's own attributes are not farther from its head than this. */
const MOST_TOKENS = 400;

/** The head of the step whose attributes hold `token`: the last one before it. */
export function stepHeadBefore(program: Program, token: Token): StepHead | undefined {
  for (let back = 0; back < MOST_TOKENS; back += 1) {
    const keyword = neighbour(program, token, -back);
    if (keyword === undefined) return undefined;
    if (!reads(keyword, "step") || !reads(neighbour(program, keyword, 1), "id")) continue;
    const id = neighbour(program, keyword, 3);
    const kind = neighbour(program, keyword, 6);
    return isString(id) && isString(kind) ? { keyword, id, kind } : undefined;
  }
  return undefined;
}

/** What a string token means. */
export const valueOf = (token: Token): string => readString(token).text;

const TAKEN = new WeakMap<Program, ReadonlySet<string>>();

/** `base`, or `base` with the first number from 2 on that makes it a text which no string of the file has. */
export function freshName(program: Program, base: string): string {
  const taken = TAKEN.get(program) ?? new Set(program.tokens.filter(isString).map(valueOf));
  TAKEN.set(program, taken);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
