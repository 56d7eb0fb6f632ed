/** What the cases of a match may name, and which of them must not be missing. */

import { spellType, type Type } from "../../semantics/types.ts";
import { splitVariant } from "../../strict/known-types.ts";
import type { StepPlace } from "./place.ts";
import type { Visible } from "./visible.ts";

/** What the step matches on, to both checkers. */
function matchedTypes(step: StepPlace, visible: Visible): readonly Type[] {
  const variable = visible.variables?.get(step.matched ?? "");
  if (variable === undefined) return [];
  const { type, isOurs } = variable.value;
  const reference = visible.reference?.get(step.matched ?? "");
  const isOurOnly = type.kind === "named" && (isOurs || visible.reference === undefined);
  return [...(reference === undefined ? [] : [reference]), ...(isOurOnly ? [type] : [])];
}

/** Names that a case must have, unless there is a wildcard. */
function requiredCases(type: Type, { declarations }: Visible): readonly string[] {
  if (type.kind === "optional") return ["Some", "None"];
  if (type.kind === "union") return type.members.map(spellType);
  const declaration = type.kind === "named" ? declarations.globals.get(type.name) : undefined;
  return declaration?.kind === "enum" ? declaration.variantNames : [];
}

const caseName = (text: string): string => splitVariant(text).variantName;

/** Cases that are still missing. */
export function missingCases(step: StepPlace, visible: Visible): readonly string[] {
  if (step.cases.includes("")) return [];
  const covered = new Set(step.cases.map(caseName));
  return matchedTypes(step, visible)
    .flatMap((type) => requiredCases(type, visible))
    .filter((name) => !covered.has(name));
}

/** What the next case may name. */
export function possibleCases(step: StepPlace, visible: Visible): readonly string[] {
  const variable = visible.variables?.get(step.matched ?? "");
  const reference = visible.reference?.get(step.matched ?? "");
  const names = namesOf(variable?.value.type, visible);
  const more = reference === undefined ? [] : requiredCases(reference, visible);
  const covered = new Set(step.cases);
  return [...new Set([...names, ...more])].filter((name) => !covered.has(name));
}

function namesOf(type: Type | undefined, visible: Visible): readonly string[] {
  switch (type?.kind) {
    case "optional":
      return [
        "Some",
        "None",
        spellType(type.inner),
        ...namesOf(type.inner, visible).filter((name) => name.includes("::")),
      ];
    case "union":
      return type.members.flatMap((member) => [
        spellType(member),
        ...namesOf(member, visible).filter((name) => name.includes("::")),
      ]);
    case "named": {
      const variants = visible.types.findEnum(type.name);
      if (variants === undefined) return everyType(visible);
      return [...variants.keys()].flatMap((variant) => [`${type.name}::${variant}`, variant]);
    }
    default:
      return everyType(visible);
  }
}

/** All types that have a name here, and the variants of enums. */
export function everyType({ types }: Visible): readonly string[] {
  return types
    .names()
    .flatMap((name) => [
      name,
      ...[...(types.findEnum(name)?.keys() ?? [])].map((variant) => `${name}::${variant}`),
    ]);
}

/** How many values a case can bind. */
export function countBindings(step: StepPlace, visible: Visible): number {
  const name = step.cases.at(-1) ?? "";
  const variable = visible.variables?.get(step.matched ?? "");
  const { enumName, variantName } = splitVariant(name);
  const type = variable?.value.type;
  const owner = enumName ?? (type?.kind === "named" ? type.name : undefined);
  const fields = owner === undefined ? undefined : visible.types.findEnum(owner)?.get(variantName);
  return fields === undefined ? (name === "None" ? 0 : 1) : fields.size;
}
