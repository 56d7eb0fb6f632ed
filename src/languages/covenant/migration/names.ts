/** Names of other languages as names of this one. */

import { distance } from "fastest-levenshtein";
import { PREDECLARED_TYPES, PRIMITIVES } from "../tables/kinds.ts";

const LONGEST_NAME = 80;

/** `getHTTPResponse` as `get_http_response`; `fallback` where nothing of it can be kept. */
export function toSnakeName(name: string, fallback: string): string {
  const words = wordsOf(name).join("_").toLowerCase();
  if (words === "") return fallback;
  return /^\d/.test(words) ? `${fallback}_${words}` : words;
}

/** `order_item` as `OrderItem`, `models.Order` as `Order`. */
export function toPascalName(name: string, fallback: string): string {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const joined = wordsOf(last)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return joined === "" || /^\d/.test(joined) ? `${fallback}${joined}` : joined;
}

/** The same as the name of a type: never that of a type of the language, or nearly so. */
export function toTypeName(name: string, fallback: string): string {
  const own = toPascalName(name, fallback);
  return isNearlyKnown(own) ? `${own}Type` : own;
}

/** The type of the language that goes by that name, whatever the case. */
export const findKnownType = (name: string): string | undefined =>
  KNOWN_TYPES.get(name.toLowerCase());

/** `name`, or with a number where it is taken; it is taken afterwards. */
export function takeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
  taken.add(free);
  return free;
}

/** ASCII words; what has no ASCII form is left out. */
function wordsOf(name: string): readonly string[] {
  const separated = name
    .slice(0, LONGEST_NAME)
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
  return separated.split(/[^A-Za-z\d]+/).filter((word) => word !== "");
}

const KNOWN_TYPES: ReadonlyMap<string, string> = new Map(
  [...PRIMITIVES, ...PREDECLARED_TYPES].map((name) => [name.toLowerCase(), name]),
);

/** Shorter names are too common to be slips. */
const SHORTEST_SLIP = 5;

/** Whether `name` is a type of the language, or the checker would take it for a misspelt one. */
function isNearlyKnown(name: string): boolean {
  const written = name.toLowerCase();
  return [...KNOWN_TYPES.keys()].some((known) => {
    const isLong = Math.min(known.length, written.length) >= SHORTEST_SLIP;
    return known === written || (isLong && distance(known, written) <= 2);
  });
}
