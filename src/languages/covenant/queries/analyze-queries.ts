/** What makes queries slow, as far as the file shows it. Advice, never an error. */

import type { Finding } from "../finding.ts";
import { collectDeclarations } from "../semantics/declarations.ts";
import type { Program } from "../syntax/ast.ts";
import { checkCostHints } from "./cost-hints.ts";
import { collectDataUse } from "./data-accesses.ts";
import { estimateFunctions } from "./estimate-costs.ts";
import { findLoopQueries } from "./loop-queries.ts";
import { checkIndex, checkLimit, checkSelection } from "./row-findings.ts";
import { createUsedFieldFinder } from "./used-fields.ts";

/** Hints and warnings about the queries in the bodies of `program`, in source order. */
export function analyzeQueries(program: Program): readonly Finding[] {
  const declarations = collectDeclarations(program);
  const use = collectDataUse(program, declarations);
  const findUsedFields = createUsedFieldFinder(program);
  return [
    ...use.accesses.flatMap((access) => [
      ...checkLimit(access),
      ...checkIndex(access),
      ...checkSelection(access, findUsedFields, declarations),
    ]),
    ...findLoopQueries(use),
    ...checkCostHints(program, estimateFunctions(use)),
  ].toSorted((left, right) => left.range.start - right.range.start);
}
