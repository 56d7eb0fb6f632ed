/** The rules that are documented, and that the reference compiler does not enforce. */

import type { Finding } from "../finding.ts";
import { createNameSuggester } from "../semantics/suggest-names.ts";
import type { Program } from "../syntax/ast.ts";
import { checkBodies } from "./bodies.ts";
import { checkConcurrency } from "./concurrency.ts";
import { checkDeclaredTypes } from "./declared-types.ts";
import { checkDerivedEffects } from "./effects.ts";
import { KnownTypes } from "./known-types.ts";
import { checkSections } from "./sections.ts";
import { checkSqlQueries } from "./sql.ts";
import { checkStepIds } from "./step-ids.ts";
import { checkTargets } from "./targets.ts";

/** What a program that parses does against these rules, in source order. */
export function checkStrict(program: Program): readonly Finding[] {
  const types = new KnownTypes(program);
  const suggest = createNameSuggester();
  return [
    ...checkSections(program),
    ...checkStepIds(program),
    ...checkBodies(program, types, suggest),
    ...checkDeclaredTypes(program, types, suggest),
    ...checkSqlQueries(program),
    ...checkTargets(program, suggest),
    ...checkConcurrency(program),
    ...checkDerivedEffects(program),
  ].toSorted((left, right) => left.range.start - right.range.start);
}
