/** The bodies of a file: of functions, of test snippets, and of the tests beside a function. */

import type { Finding } from "../finding.ts";
import {
  collectDeclarations,
  firstSection,
  functionSignature,
  sectionsOf,
} from "../semantics/declarations.ts";
import { type SuggestNames } from "../semantics/suggest-names.ts";
import { readType, typeOfReturns } from "../semantics/types.ts";
import type { FunctionSignature, Program, Snippet } from "../syntax/ast.ts";
import { bind } from "./bindings.ts";
import { checkBlock } from "./blocks.ts";
import type { Context } from "./context.ts";
import type { KnownTypes } from "./known-types.ts";
import { valueOf } from "./values.ts";
import { Variables } from "./variables.ts";

/** Checks names, calls and types in every body of `program`. */
export function checkBodies(
  program: Program,
  types: KnownTypes,
  suggest: SuggestNames,
): readonly Finding[] {
  const declarations = collectDeclarations(program);
  const findings: Finding[] = [];
  const createContext = (signature?: FunctionSignature): Context => ({
    declarations,
    types,
    suggest,
    findings,
    variables: new Variables(),
    returns: signature?.returns && typeOfReturns(signature.returns),
    isSeenByReference: signature !== undefined,
    boundForReference: new Set(),
  });
  for (const snippet of program.snippets) {
    checkBody(
      snippet,
      createContext(snippet.kind === "fn" ? functionSignature(snippet) : undefined),
    );
    for (const { tests } of sectionsOf(snippet, "tests"))
      for (const { steps } of tests) checkBlock(steps, createContext());
  }
  return findings;
}

function checkBody(snippet: Snippet, context: Context): void {
  const steps = firstSection(snippet, "body")?.steps ?? [];
  for (const { name, type } of functionSignature(snippet)?.parameters ?? [])
    bind(name, valueOf(readType(type.text)), context);
  checkBlock(steps, context);
}
