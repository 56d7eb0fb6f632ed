/** Fixes for values without quotes, and for the attribute that gives a value. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range, Token } from "../syntax/token.ts";
import { bareValueAt } from "./bare-value.ts";
import { fix, insertAt, replace } from "./edits.ts";
import type { Suggest } from "./finding-of.ts";
import { isString, isWord, neighbour, reads, tokenFrom } from "./text-places.ts";

/** Puts a bare value in double quotes. */
export const fixExpectedString: Suggest<"expected_string"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  if (!reads(token, "=")) return quoteBareValue(program, token);
  // A requirement's text has no `=`.
  const start = neighbour(program, token, -1)?.end ?? token.start;
  const edit = { start, end: token.end, text: " " };
  return facts.attribute === "text"
    ? [fix(`Remove the "=" behind ${facts.attribute}`, 0.95, [edit])]
    : [];
};

/** Metadata takes no floats and no negative numbers, but text that says the same. */
export const fixMetadataValue: Suggest<"invalid_metadata_value"> = ({ range }, program) =>
  quoteBareValue(program, tokenFrom(program, range.start));

function quoteBareValue(program: Program, token: Token): readonly Fix[] {
  const value = bareValueAt(program, token);
  return value === undefined ? [] : [quote(program, value)];
}

/** A list of metadata or content holds strings only. */
export const fixListItem: Suggest<"invalid_content_list"> = ({ range }, program) => {
  const token = tokenFrom(program, range.start);
  const isValue = isWord(token) || token.kind === "integer" || token.kind === "float";
  return isValue ? [quote(program, token)] : [];
};

function quote({ source }: Program, range: Range, confidence = 1): Fix {
  const text = source.slice(range.start, range.end);
  return fix(`Put ${text} in double quotes`, confidence, [replace(range, `"${text}"`)]);
}

const OTHER: ReadonlyMap<string, string> = new Map([
  ["from", "var"],
  ["var", "from"],
]);
const LITERAL_WORDS: ReadonlySet<string> = new Set(["value", "literal", "const", "constant"]);

/** `var=` where the place takes `from=`, and the like. */
export const fixSource: Suggest<"invalid_source"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  const key = OTHER.get(token.text) ?? (LITERAL_WORDS.has(token.text) ? "lit" : undefined);
  if (isWord(token) && reads(neighbour(program, token, 1), "="))
    return key !== undefined && facts.allowed.includes(key)
      ? [fix(`Use ${key}= here`, key === "lit" ? 0.9 : 1, [replace(token, key)])]
      : [];
  return isString(token) ? writeSource(token, facts.allowed) : [];
};

/** A string without a key is a literal, or the name of a variable. */
const writeSource = (token: Token, allowed: readonly string[]): readonly Fix[] =>
  ["lit", "from", "var"]
    .filter((key) => allowed.includes(key))
    .map((key) => fix(`Write ${key}=${token.text}`, 0.5, [insertAt(token.start, `${key}=`)]));

/** What other languages call the three words that are literals. */
const LITERALS: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["TRUE", "true"],
  ["False", "false"],
  ["FALSE", "false"],
  ["None", "none"],
  ["null", "none"],
  ["NULL", "none"],
  ["nil", "none"],
]);

/** A word behind `lit=`: a literal spelt otherwise, a text without quotes, or a variable. */
export function fixLiteralWord(program: Program, token: Token): readonly Fix[] {
  const literal = LITERALS.get(token.text);
  if (literal !== undefined) return [fix(`Write ${literal}`, 0.95, [replace(token, literal)])];
  const value = bareValueAt(program, token);
  return value === undefined ? [] : [quote(program, value, 0.7)];
}
