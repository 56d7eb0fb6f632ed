/** Fixes for names that mean nothing: the nearest ones that do. */

import type { Step } from "../syntax/step-ast.ts";
import { fixDottedName } from "./bind-fixes.ts";
import { fix, remove, replace } from "./edits.ts";
import { stepAt } from "./find-step.ts";
import type { Suggest } from "./finding-of.ts";
import { mapArguments } from "./map-arguments.ts";
import { findName, type Rename, rename } from "./rename.ts";
import { neighbour, reads, tokenFrom } from "./text-places.ts";

export const fixVariable: Suggest<"undefined_variable"> = ({ range, facts }, program) => [
  ...fixDottedName(program, range, facts.name),
  ...rename(program, range, facts),
];

export const fixFunction: Suggest<"undefined_function"> = ({ range, facts }, program) =>
  rename(program, range, facts);

/** The parameter that the call does not give, if one argument too many stands for one that is missing. */
export const fixArgument: Suggest<"unknown_argument"> = ({ range, facts }, program) => {
  const step = stepAt(program, range.start);
  const meant = step?.kind === "call" ? mapArguments(program, step).get(facts.name) : undefined;
  const { name, candidates } = facts;
  if (meant === undefined) return rename(program, range, { name, candidates });
  return rename(program, range, { name, candidates: [meant], confidence: 0.9, isSure: true });
};

export const fixField: Suggest<"unknown_field"> = ({ range, facts }, program) => {
  const given = fieldsOf(stepAt(program, range.start));
  const candidates = facts.candidates.filter((candidate) => !given.has(candidate));
  return rename(program, range, { name: facts.field, candidates });
};

/** The fields that a step gives values to. */
function fieldsOf(step: Step | undefined): ReadonlySet<string> {
  if (step?.kind === "construct") return new Set(step.fields.map(({ name }) => name.text));
  const isReturn = step?.kind === "return" && step.value.kind !== "operand";
  return new Set(isReturn ? step.value.fields.map(({ name }) => name.text) : []);
}

export const fixType: Suggest<"undefined_type"> = ({ range, facts }, program) =>
  rename(program, range, { ...facts, confidence: 0.85 });

export const fixVariant: Suggest<"unknown_variant"> = ({ range, facts }, program) =>
  rename(program, range, {
    name: facts.variant,
    candidates: facts.candidates,
    confidence: 0.85,
  });

const asGuess = (name: string, candidates: readonly string[], confidence: number): Rename => ({
  name,
  candidates,
  confidence,
});

export const fixTarget: Suggest<"unknown_target"> = ({ range, facts }, program) =>
  rename(program, range, asGuess(facts.target, facts.candidates, 0.6));

export const fixOnError: Suggest<"on_error_value"> = ({ range, facts }, program) =>
  rename(program, range, asGuess(facts.value, facts.candidates, 0.9));

/** The nearest requirement, or none. */
export const fixCovers: Suggest<"unknown_requirement"> = ({ range, facts }, program) => {
  const value = tokenFrom(program, range.start);
  const key = neighbour(program, value, -2);
  const nearest = rename(program, range, asGuess(facts.id, facts.candidates, 0.7));
  if (!reads(key, "covers")) return nearest;
  const edit = remove(program.source, { start: key.start, end: value.end });
  return [...nearest, fix("Remove covers=", 0.4, [edit])];
};

/** A call by the full id of what its short name stands for. */
export const fixShortName: Suggest<"short_name_call"> = ({ range, facts }, program) => {
  const place = findName(program, range, facts.name);
  if (place === undefined) return [];
  return [fix(`Call it by its id "${facts.id}"`, 1, [replace(place, facts.id)])];
};

/** A relation to a snippet that is not there. */
export const fixRelation: Suggest<"relation_target"> = ({ range }, program) => {
  const value = tokenFrom(program, range.start);
  const rel = neighbour(program, value, -3);
  if (!reads(rel, "rel")) return [];
  const hasType = reads(neighbour(program, value, 1), "type");
  const last = (hasType ? neighbour(program, value, 3) : undefined) ?? value;
  const edit = remove(program.source, { start: rel.start, end: last.end });
  return [fix("Remove the relation", 0.4, [edit])];
};
