/** A text that is judged, as far as it is written. */

import type { PrefixRefusal } from "../../../../ports/prefix-judge.ts";
import type { Boundary, Option } from "./boundary.ts";

/** A token that has begun. */
export interface Partial {
  readonly kind: "word" | "number" | "string" | "sql" | "slash" | "comment";
  /** Where it begins. */
  readonly at: number;
}

/** All that a state is made of. */
export interface Point {
  readonly boundary: Boundary;
  readonly partial: Partial | undefined;
  readonly text: string;
  /** Up to where the checker has looked at whole steps. */
  readonly settled: number;
  /** Behind the last step that ended and that it has not looked at. */
  readonly ended: Boundary | undefined;
}

export const refused = (cause: string, reason: string, keep: number): PrefixRefusal => ({
  isRefused: true,
  cause,
  reason,
  keep,
});

/** Bare words that may stand at a boundary. */
export const wordsOf = ({ next: { part }, refusal, slot }: Option): readonly string[] => {
  if (refusal !== undefined) return [];
  if (part.kind === "word") return [part.text];
  const known = part.kind === "name" ? slot() : undefined;
  return known?.kind === "listed" ? known.names : [];
};

export const stringOptions = ({ options }: Boundary): readonly Option[] =>
  options().filter(({ next, refusal }) => next.part.kind === "string" && refusal === undefined);
