/** Names that an unknown one may have meant. */

import { nearestNames } from "../syntax/nearest-names.ts";

/** Up to three of `known`, nearest first. */
export type SuggestNames = (name: string, known: Iterable<string>) => readonly string[];

/** A file full of unknown names must not cost a comparison of all with all. */
const MOST_SEARCHES = 64;

/** A `SuggestNames` for one check of one file: after a number of searches it has no more suggestions. */
export function createNameSuggester(): SuggestNames {
  let searches = 0;
  return (name, known) => {
    searches += 1;
    return searches > MOST_SEARCHES ? [] : nearestNames(name, known);
  };
}

/** `Did you mean "a" or "b"? `, or nothing. */
export const quoteAlternatives = (names: readonly string[]): string =>
  names.length === 0 ? "" : `Did you mean ${names.map((name) => `"${name}"`).join(" or ")}? `;
