/** Fixes that add what a person has to complete: signatures, tests, arguments; and those that drop dead code. */

import { fix, insertAfter, insertBefore, remove, replace } from "./edits.ts";
import { stepAt } from "./find-step.ts";
import type { Suggest } from "./finding-of.ts";
import { indentAt, snippetAt, tokenFrom } from "./text-places.ts";
import { isBound } from "./variables.ts";

/** An empty signature. */
export const fixMissingSignature: Suggest<"missing_signature"> = ({ range, facts }, program) => {
  const snippet = snippetAt(program, range.start);
  if (snippet === undefined) return [];
  const name = facts.snippet.slice(facts.snippet.lastIndexOf(".") + 1);
  const lines = ["signature", `  fn name="${name}"`, "  end", "end"];
  const { source } = program;
  const later = snippet.sections.find(
    ({ kind }) => !["effects", "requires", "types"].includes(kind),
  );
  const edit =
    later === undefined
      ? insertAfter(source, snippet.sections.at(-1)?.end ?? snippet.kindName.end, lines, "")
      : insertBefore(source, later.start, lines);
  return [fix("Add an empty signature", 0.5, [edit])];
};

/** A test without steps that covers the requirement. */
export const fixUncovered: Suggest<"uncovered_requirement"> = ({ range, facts }, program) => {
  const snippet = snippetAt(program, range.start);
  if (snippet === undefined) return [];
  const { source } = program;
  const test = [
    `test id="T-${facts.id.replace(/^R-/, "")}" kind="unit" covers="${facts.id}"`,
    "end",
  ];
  const tests = snippet.sections.find(({ kind }) => kind === "tests");
  const title = `Add a test that covers "${facts.id}"`;
  if (tests !== undefined) {
    const indent = `${indentAt(source, tests.start)}  `;
    return [fix(title, 0.5, [insertAfter(source, tests.keyword.end, test, indent)])];
  }
  const body = snippet.sections.findLast(({ kind }) => kind === "body" || kind === "signature");
  if (body === undefined) return [];
  const lines = ["tests", ...test.map((line) => `  ${line}`), "end"];
  return [fix(title, 0.5, [insertAfter(source, body.end, lines, indentAt(source, body.start))])];
};

/** An argument whose value is the variable of the same name, if there is one. */
export const fixMissingArgument: Suggest<"missing_argument"> = ({ range, facts }, program) => {
  const step = stepAt(program, range.start);
  if (step?.kind !== "call" || !isBound(program, tokenFrom(program, step.start), facts.name))
    return [];
  const last = step.args.at(-1) ?? step.callee;
  const line = `arg name="${facts.name}" from="${facts.name}"`;
  return [fix(`Add ${line}`, 0.6, [insertAfter(program.source, last.end, [line])])];
};

/** A result that nobody uses. */
export const fixUnusedBinding: Suggest<"unused_binding"> = ({ range }) => [
  fix('Discard it: as="_"', 0.9, [replace(range, '"_"')]),
];

/** A step that never runs. */
export const fixUnreachableStep: Suggest<"unreachable_step"> = ({ range, facts }, program) => {
  const step = stepAt(program, range.start);
  return step === undefined
    ? []
    : [fix(`Remove the step "${facts.id}"`, 0.9, [remove(program.source, step)])];
};
