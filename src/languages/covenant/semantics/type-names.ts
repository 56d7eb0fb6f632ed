/** Type strings that the reference compiler reads, and crashes on when they are malformed. */

import { type Finding, finding } from "../finding.ts";
import type { FieldDeclaration, Snippet } from "../syntax/ast.ts";
import type { Name, Returns } from "../syntax/terms.ts";
import { firstSection, isCallable } from "./declarations.ts";
import { isMalformedType } from "./types.ts";

/** Reports malformed types in what `snippet` declares. */
export const checkDeclaredTypes = (snippet: Snippet): readonly Finding[] =>
  checkTypeNames(declaredTypes(snippet));

/** Reports malformed types in the result of a query. */
export const checkQueryReturns = (returns: Returns | undefined): readonly Finding[] =>
  checkTypeNames(typesOfReturns(returns));

const checkTypeNames = (types: readonly Name[]): readonly Finding[] =>
  types
    .filter(({ text }) => isMalformedType(text))
    .map((type) =>
      finding("malformed_type", type, { type: type.text }, `The type "${type.text}" is malformed`, {
        help: 'Close what "<" opens, as in "List<Int>" or "Map<String, Int>"',
      }),
    );

function declaredTypes(snippet: Snippet): readonly Name[] {
  const signature = firstSection(snippet, "signature")?.signature;
  switch (signature?.kind) {
    case "fn":
      return isCallable(snippet.kind)
        ? [...signature.parameters.map(({ type }) => type), ...typesOfReturns(signature.returns)]
        : [];
    case "struct":
      return snippet.kind === "struct" ? typesOfFields(signature.fields) : [];
    case "enum":
      return snippet.kind === "enum"
        ? signature.variants.flatMap(({ fields }) => typesOfFields(fields))
        : [];
    case undefined:
      return [];
  }
}

const typesOfFields = (fields: readonly FieldDeclaration[]): readonly Name[] =>
  fields.map(({ type }) => type);

function typesOfReturns(returns: Returns | undefined): readonly Name[] {
  switch (returns?.kind) {
    case "single":
      return [returns.type];
    case "collection":
      return [returns.of];
    case "union":
      return returns.members.map(({ type }) => type);
    case undefined:
      return [];
  }
}
