/** Fixes for attributes and words that are missing, or stand where something else is expected. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { SECTION_KINDS } from "../tables/kinds.ts";
import { fixMissingBinding } from "./binding-fixes.ts";
import { fix, insertAt, insertBefore, remove, replace } from "./edits.ts";
import { valueOf } from "./enclosing-step.ts";
import type { Suggest } from "./finding-of.ts";
import { opensSnippet } from "./open-levels.ts";
import { moveAttribute } from "./order-fixes.ts";
import { addEnd } from "./place-ends.ts";
import { addStepHead, kindOfStepWith } from "./step-head-fixes.ts";
import { isFirstOnLine, isString, neighbour, reads, snippetAt, tokenFrom } from "./text-places.ts";

/** An attribute that is required and not there. */
export const fixMissingAttribute: Suggest<"missing_attribute"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  const { attribute, block } = facts;
  if (reads(token, "=")) return [addBefore(token, attribute)];
  if (attribute === "as") return fixMissingBinding(program, token);
  if (attribute === "kind" && block === "step") {
    const kind = kindOfStepWith(program, token);
    return kind === undefined
      ? []
      : [fix(`Add kind="${kind}"`, 0.9, [insertAt(endBefore(program, token), ` kind="${kind}"`)])];
  }
  return [];
};

const addBefore = (equals: Token, attribute: string): Fix =>
  fix(`Write ${attribute} before the "="`, 1, [insertAt(equals.start, attribute)]);

const endBefore = (program: Program, token: Token): number =>
  neighbour(program, token, -1)?.end ?? token.start;

/** Whatever stands where the grammar expects something else. */
export const fixUnexpectedToken: Suggest<"unexpected_token"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  switch (facts.expected) {
    case "as=":
      return fixInsteadOfBinding(program, token);
    case '"of"':
      return reads(token, "=") ? [addBefore(token, "of")] : [];
    case '"then"':
      return addThen(program, token);
    case "op=…":
      return moveOperation(program, token);
    case '"fn", "struct" or "enum"':
      return addFunctionName(program, token);
    case '"body"':
      return removeDialect(program, token);
    case "a metadata key that is no keyword":
      return closeMetadata(program, token);
    default:
      return facts.expected.startsWith('"end" of')
        ? [...widenParameter(program, token), ...addStepHead(program, token)]
        : [];
  }
};

/** Behind several inputs the operation may have changed places with one of them, so that their order is lost. */
function moveOperation(program: Program, token: Token): readonly Fix[] {
  const isOneInput = reads(
    neighbour(program, token, reads(neighbour(program, token, 1), "field") ? 7 : 4),
    "op",
  );
  const confidence = isOneInput ? 1 : 0.8;
  return moveAttribute(program, token, "op").map((found) => ({ ...found, confidence }));
}

function fixInsteadOfBinding(program: Program, token: Token): readonly Fix[] {
  if (reads(token, "=") && isString(neighbour(program, token, 1)))
    return isFirstOnLine(program.source, token.start) ? [addBefore(token, "as")] : [];
  if (reads(token, "field") && reads(neighbour(program, token, 1), "="))
    return [fix('Write "set" before it', 0.95, [insertAt(token.start, "set ")])];
  return fixMissingBinding(program, token);
}

/** With a dialect a query is SQL; a structured one has none. */
function removeDialect(program: Program, token: Token): readonly Fix[] {
  const key = neighbour(program, token, -6);
  const value = neighbour(program, token, -4);
  if (!reads(token, "select") || !reads(key, "dialect") || value === undefined) return [];
  const edit = remove(program.source, { start: key.start, end: value.end });
  return [fix("Remove dialect=: this query is not SQL", 0.7, [edit])];
}

/** The steps of an `if` begin with a word of their own. */
const addThen = (program: Program, token: Token): readonly Fix[] =>
  reads(token, "step") || reads(token, "end")
    ? [fix('Add "then"', 1, [insertBefore(program.source, token.start, ["then"])])]
    : [];

/** Parameters without the function that they belong to. */
function addFunctionName(program: Program, token: Token): readonly Fix[] {
  const snippet = snippetAt(program, token.start);
  const isInside = reads(token, "param") || reads(token, "returns");
  if (snippet === undefined || !isInside) return [];
  const name = snippet.id.text.slice(snippet.id.text.lastIndexOf(".") + 1);
  const edit = insertBefore(program.source, token.start, [`fn name="${name}"`]);
  return [fix(`Add fn name="${name}"`, 0.8, [edit])];
}

const SECTIONS: ReadonlySet<string> = new Set(SECTION_KINDS);

/** Another section begins inside of metadata. */
function closeMetadata(program: Program, token: Token): readonly Fix[] {
  const begins = SECTIONS.has(token.text) && !reads(neighbour(program, token, 1), "=");
  if (!begins && !opensSnippet(program, token)) return [];
  const opened = snippetAt(program, token.start)?.start ?? token.start;
  return [fix('Add the "end" of metadata', 1, [addEnd(program, token, opened)])];
}

/** `param name="x" type="Int" optional` is not allowed, but a parameter of type `Optional<Int>`. */
function widenParameter(program: Program, token: Token): readonly Fix[] {
  const type = neighbour(program, token, -1);
  const isParameter = reads(neighbour(program, token, -7), "param");
  if (!reads(token, "optional") || !isParameter || !isString(type)) return [];
  const optional = `"Optional<${valueOf(type)}>"`;
  return [
    fix(`Write the type as ${optional}`, 0.8, [
      replace(type, optional),
      remove(program.source, token),
    ]),
  ];
}
