/** Which cases a match needs, and what their bindings are. */

import { type Finding, finding } from "../finding.ts";
import type { MatchCase, MatchStep } from "../syntax/step-ast.ts";
import { type Declarations, type EnumDeclaration, typeOfField } from "./declarations.ts";
import { displayType, NONE, spellType, type Type, UNKNOWN } from "./types.ts";

/** Whoever misses more cases than this needs a wildcard, not a longer list. */
const MOST_MISSING = 64;

/** Reports the variants of `matched` that no case of `step` covers. */
export function checkExhaustiveness(
  step: MatchStep,
  matched: Type,
  declarations: Declarations,
): readonly Finding[] {
  if (step.cases.some(({ pattern }) => pattern.kind === "wildcard")) return [];
  const covered = new Set(step.cases.map(caseName));
  const missing: string[] = [];
  for (const name of variantsOf(matched, declarations)) {
    if (missing.length === MOST_MISSING) break;
    if (!covered.has(name)) missing.push(name);
  }
  if (missing.length === 0) return [];
  const matchedType = displayType(matched);
  return [
    finding(
      "non_exhaustive_match",
      { start: step.start, end: step.kindName.end },
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
      return membersOf(matched).names;
    case "named":
      return enumOf(matched.name, declarations)?.variantNames ?? [];
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

/** The type that every binding of a case gets; nothing is known where `matched` has no such variant. */
export function typeOfBinding(
  matchCase: MatchCase,
  matched: Type,
  declarations: Declarations,
): Type {
  const name = caseName(matchCase) ?? "";
  switch (matched.kind) {
    case "optional":
      return name === "some" || name === spellType(matched.inner) ? matched.inner : NONE;
    case "union":
      return membersOf(matched).byName.get(name) ?? UNKNOWN;
    case "named":
      return typeOfPayload(name, enumOf(matched.name, declarations));
    default:
      return UNKNOWN;
  }
}

type UnionType = Extract<Type, { readonly kind: "union" }>;

interface UnionMembers {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, Type>;
}

/** One union may be matched as often as a function that returns it is called. */
const MEMBERS = new WeakMap<UnionType, UnionMembers>();

function membersOf(union: UnionType): UnionMembers {
  const known = MEMBERS.get(union);
  if (known !== undefined) return known;
  const names = union.members.map(spellType);
  const byName = new Map(union.members.map((member) => [spellType(member), member]));
  MEMBERS.set(union, { names, byName });
  return { names, byName };
}

/** As in the reference compiler, the first field stands for all of them. */
function typeOfPayload(variant: string, declaration: EnumDeclaration | undefined): Type {
  const fields = declaration?.variants.get(variant)?.fields;
  if (fields === undefined) return UNKNOWN;
  const [first] = fields;
  return first === undefined ? NONE : typeOfField(first);
}

function enumOf(name: string, { globals }: Declarations): EnumDeclaration | undefined {
  const declaration = globals.get(name);
  return declaration?.kind === "enum" ? declaration : undefined;
}

/** `Ok` of `Result::Ok`. */
function caseName({ pattern }: MatchCase): string | undefined {
  if (pattern.kind === "wildcard") return undefined;
  const { text } = pattern.type;
  const separator = text.lastIndexOf("::");
  return separator === -1 ? text : text.slice(separator + 2);
}
