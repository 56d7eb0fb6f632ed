/** Bare words and literals that cannot stand where the text stands, though the rules have them. */

import { countBindings, missingCases, possibleCases } from "./cases.ts";
import {
  allowedEffects,
  possibleFields,
  reachFields,
  remainingArguments,
  returnableTypes,
  takesPaths,
  wantedNow,
} from "./known-names.ts";
import type { Place, StepPlace } from "./place.ts";
import { LITERALS, reach } from "./values.ts";
import type { Visible } from "./visible.ts";

/** Why a bare word cannot stand; `undefined` where it can. */
export function refuseWord(text: string, place: Place): string | undefined {
  const { step } = place;
  const visible = step?.here();
  if (step === undefined || visible === undefined) return undefined;
  switch (text) {
    case "true":
    case "false":
      return isWanted(LITERALS.boolean, step, visible);
    case "none":
      return isWanted(LITERALS.none, step, visible);
    case "lit":
      return Object.values(LITERALS).some(wantedNow(step, visible))
        ? undefined
        : "no literal has the type that is wanted here";
    case "from":
    case "var": {
      if (step.kind === "for" || isTableWord(step, text)) return undefined;
      const { names, open } = reach(visible, wantedNow(step, visible), takesPaths(step));
      return names.length + open.length > 0
        ? undefined
        : "no variable has the type that is wanted here";
    }
    case "field": {
      if (step.type !== undefined)
        return possibleFields(step, visible)?.length === 0 ? "all fields are given" : undefined;
      if (step.kind !== "compute") return undefined;
      const { names, open } = reachFields(step, visible);
      return names.length + open.length > 0
        ? undefined
        : "no field has the type that is wanted here";
    }
    case "struct":
    case "variant": {
      if (step.kind !== "return") return undefined;
      const isVariant = text === "variant";
      const some = returnableTypes(visible).some((type) => type.includes("::") === isVariant);
      return some ? undefined : "the function returns nothing of the kind";
    }
    case "dialect":
      return step.kind !== "query" || allowedEffects(place, visible)?.has("database") !== false
        ? undefined
        : "the function does not declare the effect of a database";
    case "arg":
      return remainingArguments(step, visible).length > 0 ? undefined : "all arguments are given";
    case "params":
      return step.wanted.length > 0 ? undefined : "the SQL has no places for values";
    case "param":
      return step.kind !== "query" || step.wanted.length > 0
        ? undefined
        : "each place has its value";
    case "case":
      return step.kind !== "match" || canHaveCase(step, visible)
        ? undefined
        : "all cases are there";
    case "bindings":
    case ",":
      return step.kind !== "match" || step.bindings.length < countBindings(step, visible)
        ? undefined
        : "the case has no further value to bind";
    default:
      return undefined;
  }
}

const isTableWord = ({ kind, table }: StepPlace, text: string): boolean =>
  text === "from" &&
  (kind === "delete" ? table === undefined : kind === "query" && table !== undefined);

const canHaveCase = (step: StepPlace, visible: Visible): boolean =>
  !step.cases.includes("") &&
  (missingCases(step, visible).length > 0 || possibleCases(step, visible).length > 0);

const isWanted = (
  literal: (typeof LITERALS)[keyof typeof LITERALS],
  step: StepPlace,
  visible: Visible,
): string | undefined =>
  wantedNow(step, visible)(literal) ? undefined : "a value of another type is wanted here";

export const refuseLiteral = (literal: keyof typeof LITERALS, place: Place): string | undefined => {
  const visible = place.step?.here();
  return place.step === undefined || visible === undefined
    ? undefined
    : isWanted(LITERALS[literal], place.step, visible);
};
