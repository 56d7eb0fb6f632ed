/** Fixes for words that the language does not have: kinds, operations, conditions and patterns. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range, Token } from "../syntax/token.ts";
import { OPERATIONS } from "../tables/operations.ts";
import { fix, insertAt, replace } from "./edits.ts";
import { valueOf } from "./enclosing-step.ts";
import type { FindingOf, Suggest } from "./finding-of.ts";
import { replaceRemovedOperation } from "./removed-operation.ts";
import { CONDITIONS, OPERATION_MARKS, OPERATION_WORDS, SNIPPETS, STEPS } from "./synonyms.ts";
import { indentAt, isFirstOnLine, isString, neighbour, reads, tokenFrom } from "./text-places.ts";

/** A kind that is spelt otherwise. */
export const fixSnippetKind: Suggest<"invalid_snippet_kind"> = (finding) =>
  changeKind(finding, SNIPPETS);
export const fixStepKind: Suggest<"invalid_step_kind"> = (finding) => changeKind(finding, STEPS);

function changeKind(
  { range, facts }: FindingOf<"invalid_snippet_kind" | "invalid_step_kind">,
  synonyms: ReadonlyMap<string, string>,
): readonly Fix[] {
  const known = synonyms.get(facts.name.toLowerCase());
  return spellAs(range, {
    names: known === undefined ? facts.candidates : [known, ...facts.candidates],
    write: (name) => `"${name}"`,
  });
}

interface Spelling {
  /** Best first. */
  readonly names: readonly string[];
  readonly write?: (name: string) => string;
}

function spellAs(range: Range, { names, write = (name) => name }: Spelling): readonly Fix[] {
  return [...new Set(names)].map((name, index) =>
    fix(`Change it to "${name}"`, index === 0 ? 0.9 : 0.6, [replace(range, write(name))]),
  );
}

/** An operation spelt otherwise, written as a sign, or one that is a library function now. */
export const fixOperation: Suggest<"invalid_operation"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  if (facts.replacement !== undefined)
    return replaceRemovedOperation(program, token, facts.replacement);
  if (isString(token) && OPERATIONS.has(valueOf(token)))
    return [fix(`Write ${valueOf(token)} without quotes`, 1, [replace(token, valueOf(token))])];
  const mark = OPERATION_MARKS.find(([sign]) => program.source.startsWith(sign, range.start));
  if (mark !== undefined) {
    const [sign, name] = mark;
    const place = { start: range.start, end: range.start + sign.length };
    return [fix(`Write ${sign} as "${name}"`, 0.9, [replace(place, name)])];
  }
  const word = OPERATION_WORDS.get(facts.name.toLowerCase());
  return spellAs(token, {
    names: word === undefined ? facts.candidates : [word, ...facts.candidates],
  });
};

/** A condition that is spelt otherwise, or made of two. */
export const fixCondition: Suggest<"invalid_condition"> = ({ range }, program) => {
  const token = tokenFrom(program, range.start);
  const next = neighbour(program, token, 1);
  if (reads(token, "not") && reads(next, "equals")) {
    const both = { start: token.start, end: next.end };
    return [fix("Write not_equals", 0.95, [replace(both, "not_equals")])];
  }
  const word = CONDITIONS.get(token.text.toLowerCase());
  if (word !== undefined) return spellAs(token, { names: [word] });
  const strict = OR_EQUAL.get(token.text.toLowerCase());
  return strict === undefined ? [] : splitComparison(program, token, strict);
};

const OR_EQUAL: ReadonlyMap<string, string> = new Map([
  ["less_eq", "less"],
  ["lte", "less"],
  ["less_equals", "less"],
  ["greater_eq", "greater"],
  ["gte", "greater"],
  ["greater_equals", "greater"],
]);

/** `less_eq field="a" lit=1` says `or less … equals … end`. */
function splitComparison(program: Program, token: Token, strict: string): readonly Fix[] {
  const field = neighbour(program, token, 3);
  const key = neighbour(program, token, 4);
  const value = neighbour(program, token, 6);
  const isSimple = reads(key, "var") || reads(key, "from") || reads(key, "lit");
  if (!isString(field) || !isSimple || value === undefined) return [];
  const { source } = program;
  const rest = source.slice(token.end, value.end);
  const indent = indentAt(source, token.start);
  const lines = [`  ${strict}${rest}`, `  equals${rest}`, "end"];
  const text = isFirstOnLine(source, token.start)
    ? ["or", ...lines].join(`\n${indent}`)
    : `or ${lines.map((line) => line.trim()).join(" ")}`;
  const range = { start: token.start, end: value.end };
  return [fix(`Write it as ${strict} or equals`, 0.8, [replace(range, text)])];
}

const WILDCARDS: ReadonlySet<string> = new Set(["_", "default", "else", "otherwise", "any"]);

/** A case without its keyword. */
export const fixPattern: Suggest<"invalid_pattern"> = ({ range }, program) => {
  const token = tokenFrom(program, range.start);
  if (reads(token, "type"))
    return [fix('Write "variant" before it', 0.95, [insertAt(token.start, "variant ")])];
  if (isString(token))
    return [fix("Write variant type=", 0.8, [insertAt(token.start, "variant type=")])];
  return WILDCARDS.has(token.text)
    ? [fix('Write "wildcard"', 0.9, [replace(token, "wildcard")])]
    : [];
};
