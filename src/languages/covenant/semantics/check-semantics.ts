/** Everything the reference compiler checks after parsing. */

import { type Finding, isBlocking } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import { checkTypes } from "./check-types.ts";
import { collectDeclarations } from "./declarations.ts";
import { checkEffects } from "./effects.ts";
import { createNameSuggester } from "./suggest-names.ts";
import { checkSymbols } from "./symbols.ts";

/** What `check`, and then `effects`, say: each phase is only reached when the one before it found nothing. */
export function checkSemantics(program: Program): readonly Finding[] {
  const declarations = collectDeclarations(program);
  const suggest = createNameSuggester();
  const symbols = checkSymbols(program, declarations, suggest);
  if (symbols.some(isBlocking)) return symbols;
  const types = checkTypes(program, declarations, suggest);
  if (types.some(isBlocking)) return types;
  return checkEffects(program);
}
