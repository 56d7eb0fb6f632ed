import { distance } from "fastest-levenshtein";
import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { fix, replace } from "./edits.ts";

export interface Rename {
  readonly name: string;
  /** Nearest first. */
  readonly candidates: readonly string[];
  /** Of a candidate that is a slip of the finger away. @default 0.9 */
  readonly confidence?: number;
  /** Whether the first candidate is meant, however far away it is. @default false */
  readonly isSure?: boolean;
}

/** The candidates in place of `name`, which stands somewhere in `range`. */
export function rename(
  program: Program,
  range: Range,
  { name, candidates, confidence = 0.9, isSure = false }: Rename,
): readonly Fix[] {
  const place = findName(program, range, name);
  if (place === undefined) return [];
  return candidates.map((candidate, index) => {
    const isLikely = index === 0 && (isSure || isSlip(name, candidate));
    const title = `Change "${name}" to "${candidate}"`;
    const unlikely = Math.min(confidence, 0.6);
    return fix(title, isLikely ? confidence : unlikely, [replace(place, candidate)]);
  });
}

/** One letter is wrong; in short names and numbered ones that says nothing. */
const isSlip = (name: string, candidate: string): boolean =>
  name.length > 3 &&
  distance(name, candidate) === 1 &&
  name.replace(/\d/g, "") !== candidate.replace(/\d/g, "");

const NAME_PART = /[A-Za-z0-9_]/;

/** Where `name` stands as a whole in the text of `range`. */
export function findName(
  { source }: Program,
  { start, end }: Range,
  name: string,
): Range | undefined {
  if (name === "") return undefined;
  let at = source.indexOf(name, start);
  while (at !== -1 && at + name.length <= end) {
    const after = at + name.length;
    const isWhole = !NAME_PART.test(source[at - 1] ?? "") && !NAME_PART.test(source[after] ?? "");
    if (isWhole) return { start: at, end: after };
    at = source.indexOf(name, at + 1);
  }
  return undefined;
}
