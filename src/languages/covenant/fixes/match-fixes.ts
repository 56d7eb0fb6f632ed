import type { MatchStep } from "../syntax/step-ast.ts";
import { fix, insertAfter } from "./edits.ts";
import { stepAt } from "./find-step.ts";
import type { Suggest } from "./finding-of.ts";
import { indentAt } from "./text-places.ts";

/** The cases that a match lacks, or one for all of them. */
export const fixMissingCases: Suggest<"non_exhaustive_match"> = ({ range, facts }, program) => {
  const step = stepAt(program, range.start);
  if (step?.kind !== "match") return [];
  const { source } = program;
  const last = step.cases.at(-1);
  const indent =
    last === undefined ? `${indentAt(source, step.start)}  ` : indentAt(source, last.start);
  const addCases = (title: string, confidence: number, lines: readonly string[]) =>
    fix(title, confidence, [insertAfter(source, last?.end ?? step.on.end, lines, indent)]);

  const others = ["case wildcard", "end"];
  // The value of an optional is taken out by its type; no case of that name covers "Some".
  if (facts.missing.includes("Some") && facts.missing.includes("None"))
    return [addCases("Add a case for all others", 0.9, others)];
  const prefix = usesFullNames(step) ? `${facts.matchedType}::` : "";
  const lines = facts.missing.flatMap((name) => [`case variant type="${prefix}${name}"`, "end"]);
  return [
    addCases(`Add a case for ${facts.missing.join(", ")}`, 0.9, lines),
    addCases("Add a case for all others", 0.8, others),
  ];
};

/** Whether its cases write `E::V`, and not only `V`. */
const usesFullNames = ({ cases }: MatchStep): boolean =>
  cases.some(({ pattern }) => pattern.kind === "variant" && pattern.type.text.includes("::"));
