/** Everything the reference compiler checks after parsing. */

import { type Finding, isBlocking } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import { checkTypes } from "./check-types.ts";
import { collectDeclarations } from "./declarations.ts";
import { checkEffects } from "./effects.ts";
import { createNameSuggester } from "./suggest-names.ts";
import { checkSymbols } from "./symbols.ts";

/** What `check` and `effects` say. Errors among the symbols hide all others; effects do not depend on types. */
export function checkSemantics(program: Program): readonly Finding[] {
  const declarations = collectDeclarations(program);
  const suggest = createNameSuggester();
  const symbols = checkSymbols(program, declarations, suggest);
  if (symbols.some(isBlocking)) return symbols;
  return [...checkTypes(program, declarations, suggest), ...checkEffects(program)];
}
