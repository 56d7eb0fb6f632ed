/** Every place of a snippet where a type is written. */

import type { FieldDeclaration, Section, Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Name, Returns } from "../syntax/terms.ts";
import { stepsOf } from "./steps-of.ts";

export interface TypeMentions {
  readonly types: readonly Name[];
  readonly unions: readonly Extract<Returns, { readonly kind: "union" }>[];
}

/** The types that `snippet` writes, in its sections and then in its steps. */
export function findTypeMentions(snippet: Snippet): TypeMentions {
  const steps = stepsOf(snippet);
  const returned = [...snippet.sections.flatMap(returnsOfSection), ...steps.flatMap(returnsOfStep)];
  return {
    types: [
      ...snippet.sections.flatMap(typesOfSection),
      ...steps.flatMap(typesOfStep),
      ...returned.flatMap(typesOfReturns),
    ],
    unions: returned.filter((returns) => returns.kind === "union"),
  };
}

type Signature = Extract<Section, { readonly kind: "signature" }>["signature"];

function typesOfSection(section: Section): readonly Name[] {
  switch (section.kind) {
    case "signature":
      return typesOfSignature(section.signature);
    case "types":
      return section.types.flatMap(typesOfSignature);
    case "schema":
      return typesOfFields([...section.fields, ...section.tables.flatMap(({ fields }) => fields)]);
    default:
      return [];
  }
}

function typesOfSignature(signature: Signature): readonly Name[] {
  switch (signature.kind) {
    case "fn":
      return signature.parameters.map(({ type }) => type);
    case "struct":
      return typesOfFields(signature.fields);
    case "enum":
      return signature.variants.flatMap(({ fields }) => typesOfFields(fields));
  }
}

const returnsOfSection = (section: Section): readonly Returns[] =>
  section.kind === "signature" && section.signature.kind === "fn" && section.signature.returns
    ? [section.signature.returns]
    : [];

const returnsOfStep = (step: Step): readonly Returns[] =>
  step.kind === "query" && step.form === "sql" && step.returns ? [step.returns] : [];

const typesOfFields = (fields: readonly FieldDeclaration[]): readonly Name[] =>
  fields.map(({ type }) => type);

function typesOfReturns(returns: Returns): readonly Name[] {
  switch (returns.kind) {
    case "single":
      return [returns.type];
    case "collection":
      return [returns.of];
    case "union":
      return returns.members.map(({ type }) => type);
  }
}

function typesOfStep(step: Step): readonly Name[] {
  switch (step.kind) {
    case "construct":
      return [step.type];
    case "return":
      return step.value.kind === "operand" ? [] : [step.value.type];
    case "call":
      return step.handle?.map(({ type }) => type) ?? [];
    default:
      return [];
  }
}
