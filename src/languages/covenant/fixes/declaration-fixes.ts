/** Fixes for what is declared twice, or not as it should be. */

import type { Fix, TextEdit } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { fix, insertAt, remove, replace } from "./edits.ts";
import { freshName, valueOf } from "./enclosing-step.ts";
import type { Suggest } from "./finding-of.ts";
import { findName } from "./rename.ts";
import { isString, neighbour, reads, tokenFrom } from "./text-places.ts";
import { usesAfter } from "./variables.ts";

/** An id of its own for the second of two steps. */
export const fixStepId: Suggest<"duplicate_step_id"> = ({ range, facts }, program) =>
  giveFreshName(program, range, facts.id, 0.9);

/** An id of its own for the second of two snippets. */
export const fixSnippetId: Suggest<"duplicate_id"> = ({ range, facts }, program) =>
  giveFreshName(program, range, facts.id, 0.6);

function giveFreshName(
  program: Program,
  range: Range,
  name: string,
  confidence: number,
): readonly Fix[] {
  const place = findName(program, range, name);
  if (place === undefined) return [];
  const fresh = freshName(program, name);
  return [fix(`Rename it to "${fresh}"`, confidence, [replace(place, fresh)])];
}

/** A name of its own for the second of two bindings, and for its uses behind it. */
export const fixBinding: Suggest<"duplicate_binding"> = ({ range, facts }, program) => {
  const place = findName(program, range, facts.name);
  if (place === undefined) return [];
  const fresh = freshName(program, facts.name);
  const uses: readonly TextEdit[] = usesAfter(program, tokenFrom(program, range.start), facts.name)
    .map((token) => findName(program, token, facts.name))
    .filter((found) => found !== undefined)
    .map((found) => replace(found, fresh));
  return [fix(`Rename it to "${fresh}" from here on`, 0.8, [replace(place, fresh), ...uses])];
};

/** The id of an outside function names a module: that of another snippet of the file. */
export const fixExternId: Suggest<"extern_namespace"> = ({ range, facts }, program) => {
  const module = moduleOf(program);
  const place = findName(program, range, facts.id);
  if (place === undefined) return [];
  const edit = insertAt(place.start, `${module}.`);
  return [fix(`Put it into the module "${module}"`, 0.7, [edit])];
};

const MODULES = new WeakMap<Program, string>();

/** The module of the first snippet that names one. */
function moduleOf(program: Program): string {
  const known = MODULES.get(program);
  if (known !== undefined) return known;
  const id = program.snippets.find((snippet) => snippet.id.text.includes("."))?.id.text ?? "app.";
  const module = id.slice(0, id.indexOf("."));
  MODULES.set(program, module);
  return module;
}

/** A `<` that nothing follows, or that is not closed. */
export const fixMalformedType: Suggest<"malformed_type"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  if (token.kind !== "string") return [];
  const base = facts.type.replace(/<+$/, "");
  if (base.length < facts.type.length)
    return [fix(`Write the type as "${base}"`, 0.6, [replace(token, `"${base}"`)])];
  const open = facts.type.split("<").length - facts.type.split(">").length;
  const marks = ">".repeat(Math.max(0, open));
  return marks === ""
    ? []
    : [fix(`Close the type with ${marks}`, 0.8, [insertAt(token.end - 1, marks)])];
};

/** A type that stands in its union already. */
export const fixUnionMember: Suggest<"duplicate_union_member"> = ({ range }, program) => {
  const value = tokenFrom(program, range.start);
  const key = neighbour(program, value, -2);
  const isOptional = reads(neighbour(program, value, 1), "optional");
  if (!reads(key, "type") || !isString(value) || isOptional) return [];
  const edit = remove(program.source, { start: key.start, end: value.end });
  return [fix(`Remove the second "${valueOf(value)}"`, 1, [edit])];
};
