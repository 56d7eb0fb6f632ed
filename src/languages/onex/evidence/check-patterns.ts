/** PAT001 and VAR001: what the model was shown, and what the variant calls for, is looked for in the code. */

import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import { childOf } from "../../../syntax/nodes.ts";
import { findMethod } from "../../../syntax/python/functions.ts";
import { handlerClassesOf, nodeClassesOf, primaryMethod } from "../rules/node-classes.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { isTooDeep, RULES_TOOL } from "../rules/run-rules.ts";
import type { Evidence } from "./recogniser.ts";
import { evidenceId, RECOGNISERS } from "./recognisers.ts";
import { evidenceOfFeature, isForOthers } from "./variant-features.ts";

/** Whether the code uses a pattern; `undefined` where code cannot show it. */
export const seePattern = (patternId: string, unit: NodeUnit): Evidence | undefined =>
  isForOthers(evidenceId(patternId), unit.kind)
    ? "not-needed"
    : RECOGNISERS.get(evidenceId(patternId))?.see(unit);

/** A warning for each pattern that the model was shown, that the code needs, and that it does not use. */
export function checkPatterns(
  unit: NodeUnit,
  shownPatterns: readonly string[],
): readonly Diagnostic[] {
  return canBeSeen(unit)
    ? shownPatterns
        .filter((id) => seePattern(id, unit) === "unused")
        .map((id) =>
          warn(unit, "PAT001", `the pattern ${id} is not used`, evidenceId(id), { pattern: id }),
        )
    : [];
}

export interface WantedVariant {
  /** `DATABASE_HEAVY`. */
  readonly id: string;
  /** Those of its features that were asked for. */
  readonly features: readonly string[];
}

/** A warning for each feature that the variant was chosen for, and that nothing in the code shows. */
export function checkVariant(
  unit: NodeUnit,
  { id, features }: WantedVariant,
): readonly Diagnostic[] {
  if (!canBeSeen(unit)) return [];
  return features.flatMap((feature) => {
    const evidence = evidenceOfFeature(feature);
    if (evidence === undefined || isForOthers(evidence, unit.kind)) return [];
    if (RECOGNISERS.get(evidence)?.see(unit) !== "unused") return [];
    const message = `${id} was chosen for ${feature}, and nothing shows it`;
    return [warn(unit, "VAR001", message, evidence, { variant: id, feature })];
  });
}

/** Of text that cannot be parsed, and of a method's body alone, too little is known. */
const canBeSeen = ({ files }: NodeUnit): boolean =>
  files.length > 0 &&
  files.every((file) => !file.module.hasError && !file.isFragment && !isTooDeep(file));

const warn = (
  unit: NodeUnit,
  code: string,
  message: string,
  evidence: string,
  facts: Readonly<Record<string, string>>,
): Diagnostic =>
  createDiagnostic({
    tool: RULES_TOOL,
    code,
    phase: "compliance",
    category: "other",
    severity: "warning",
    message,
    span: mainPlace(unit),
    help: RECOGNISERS.get(evidence)?.look,
    facts,
  });

/** Where the work is done: the handler's method, else the node's, else the beginning. */
function mainPlace({ files, kind }: NodeUnit): Diagnostic["span"] {
  const wanted = ["handle", ...(kind === undefined ? [] : [primaryMethod(kind)]), "process"];
  const classes = [handlerClassesOf, nodeClassesOf].flatMap((read) =>
    files.flatMap((file) => read(file.module).map((node) => ({ file, node }))),
  );
  for (const { file, node } of classes)
    for (const name of wanted) {
      const place = childOf(findMethod(node, name) ?? node, "name");
      const isMethod = findMethod(node, name) !== undefined;
      if (place !== undefined && isMethod)
        return { file: file.path, start: place.start, end: place.end };
    }
  const [first] = files;
  return first === undefined ? undefined : { file: first.path, start: 0, end: 0 };
}
