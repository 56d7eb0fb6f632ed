/** Type errors: all of them are reported. */

import { type Finding, finding } from "../finding.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { checkBlock } from "./bodies.ts";
import {
  type Declarations,
  firstSection,
  functionSignature,
  headerRange,
  lastSegment,
} from "./declarations.ts";
import { bind, createScope } from "./scope.ts";
import type { SuggestNames } from "./suggest-names.ts";
import { checkDeclaredTypes } from "./type-names.ts";
import { readType, typeOfReturns } from "./types.ts";

/** Errors in signatures and in the bodies of functions; broken snippets are left out. */
export function checkTypes(
  program: Program,
  declarations: Declarations,
  suggest: SuggestNames,
): readonly Finding[] {
  const whole = program.snippets.filter(({ isWhole }) => isWhole);
  return [
    ...whole.flatMap(checkDeclaration),
    ...whole
      .filter(({ kind }) => kind === "fn")
      .flatMap((snippet) => checkFunction(snippet, declarations, suggest)),
  ];
}

const checkDeclaration = (snippet: Snippet): readonly Finding[] => [
  ...checkExternId(snippet),
  ...checkDeclaredTypes(snippet),
];

function checkExternId({ kind, id }: Snippet): readonly Finding[] {
  if ((kind !== "extern" && kind !== "extern-abstract") || id.text.includes(".")) return [];
  return [
    finding(
      "extern_namespace",
      id,
      { id: id.text },
      `The id "${id.text}" of this ${kind} snippet names no module`,
      {
        help: `Put the name of a module before it, as in "module.${id.text}", and call it by that id`,
      },
    ),
  ];
}

function checkFunction(
  snippet: Snippet,
  declarations: Declarations,
  suggest: SuggestNames,
): readonly Finding[] {
  const signature = functionSignature(snippet);
  if (signature === undefined) return [missingSignature(snippet)];
  const body = firstSection(snippet, "body")?.steps ?? [];
  const returns = signature.returns && typeOfReturns(signature.returns);
  const scope = createScope(body, returns, declarations, suggest);
  for (const { name, type } of signature.parameters) bind(scope, name.text, readType(type.text));
  checkBlock(body, scope);
  return scope.findings;
}

const missingSignature = (snippet: Snippet): Finding =>
  finding(
    "missing_signature",
    headerRange(snippet),
    { snippet: snippet.id.text },
    `The function "${snippet.id.text}" has no signature`,
    {
      help: `Add a signature section before the body: signature, fn name="${lastSegment(snippet.id.text)}" with its param lines and returns, end, end`,
    },
  );
