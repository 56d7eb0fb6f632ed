/** Which cases a match needs, and what their bindings are. */

import { type Finding, finding } from "../finding.ts";
import type { EnumSignature } from "../syntax/ast.ts";
import type { MatchCase, MatchStep } from "../syntax/step-ast.ts";
import type { Declarations } from "./declarations.ts";
import { asOptional, displayType, NONE, readType, type Type } from "./types.ts";

/** Reports the variants of `matched` that no case of `step` covers. */
export function checkExhaustiveness(
  step: MatchStep,
  matched: Type,
  declarations: Declarations,
): readonly Finding[] {
  if (step.cases.some(({ pattern }) => pattern.kind === "wildcard")) return [];
  const covered = new Set(step.cases.map(caseName));
  const missing = variantsOf(matched, declarations).filter((name) => !covered.has(name));
  if (missing.length === 0) return [];
  const matchedType = displayType(matched);
  return [
    finding(
      "non_exhaustive_match",
      step.on,
      { matchedType, missing },
      `The match on "${step.on.text}" (${matchedType}) has no case for ${missing.map((name) => `"${name}"`).join(", ")}`,
      { help: helpFor(matched, missing) },
    ),
  ];
}

/** Variants in the order of their declaration; none where anything may be matched. */
function variantsOf(matched: Type, declarations: Declarations): readonly string[] {
  switch (matched.kind) {
    case "optional":
      return ["Some", "None"];
    case "union":
      return matched.members.map(displayType);
    case "named":
      return enumOf(matched.name, declarations)?.variants.map(({ name }) => name.text) ?? [];
    default:
      return [];
  }
}

function helpFor(matched: Type, missing: readonly string[]): string {
  if (matched.kind === "optional")
    return `Take the value out with case variant type="${displayType(matched.inner)}" bindings=("v") and finish with case wildcard`;
  const prefix = matched.kind === "named" ? `${matched.name}::` : "";
  const cases = missing.map((name) => `case variant type="${prefix}${name}" ... end`);
  return `Add ${cases.join(" and ")}, or case wildcard ... end as the last case`;
}

/** The type that every binding of a case gets. */
export function typeOfBinding(
  matchCase: MatchCase,
  matched: Type,
  declarations: Declarations,
): Type {
  const name = caseName(matchCase);
  switch (matched.kind) {
    case "optional":
      return name === "some" || name === displayType(matched.inner) ? matched.inner : NONE;
    case "union":
      return matched.members.find((member) => displayType(member) === name) ?? NONE;
    case "named":
      return typeOfPayload(name, enumOf(matched.name, declarations));
    default:
      return NONE;
  }
}

/** As in the reference compiler, the first field stands for all of them. */
function typeOfPayload(variant: string | undefined, signature: EnumSignature | undefined): Type {
  const field = signature?.variants.find(({ name }) => name.text === variant)?.fields[0];
  return field === undefined ? NONE : asOptional(readType(field.type.text), field.isOptional);
}

function enumOf(name: string, { globals }: Declarations): EnumSignature | undefined {
  const declaration = globals.get(name);
  return declaration?.kind === "enum" ? declaration.signature : undefined;
}

/** `Ok` of `Result::Ok`. */
function caseName({ pattern }: MatchCase): string | undefined {
  if (pattern.kind === "wildcard") return undefined;
  const { text } = pattern.type;
  const separator = text.lastIndexOf("::");
  return separator === -1 ? text : text.slice(separator + 2);
}
