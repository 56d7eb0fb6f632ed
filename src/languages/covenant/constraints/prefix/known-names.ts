/** What a string may say where the text stands. */

import { effectsOf } from "../../conformance/read-head.ts";
import type { FunctionDeclaration } from "../../semantics/declarations.ts";
import { isMalformedType, named, primitive, type Type } from "../../semantics/types.ts";
import type { KnownTypes } from "../../strict/known-types.ts";
import { inputsOf } from "../../strict/operation-inputs.ts";
import { valueOf } from "../../strict/values.ts";
import { PRIMITIVES } from "../../tables/kinds.ts";
import { OPERATIONS } from "../../tables/operations.ts";
import type { Block, Place, StepPlace } from "./place.ts";
import {
  ANYTHING,
  canGive,
  fieldsOfType,
  fieldsOfValue,
  type Reachable,
  reach,
  valueOfPath,
  type Wanted,
  wantedInput,
  wantedOf,
  wantedReturn,
} from "./values.ts";
import type { Visible } from "./visible.ts";

/** Whether the open blocks belong to a test. */
export function isInTest(blocks: Block | undefined): boolean {
  for (let block = blocks; block !== undefined; block = block.outer)
    if (block.kind === "test") return true;
  return false;
}

/** What the step takes next. */
export function wantedNow(step: StepPlace, visible: Visible): Wanted {
  switch (step.kind) {
    case "compute":
      return wantedInput(step, visible);
    case "call": {
      const type = parametersOf(step, visible).get(step.given.at(-1) ?? "");
      return type === undefined ? ANYTHING : wantedOf(type, visible);
    }
    case "return":
      if (step.type === undefined) return wantedReturn(visible);
      return wantedField(step, visible);
    case "construct":
      return wantedField(step, visible);
    default:
      return ANYTHING;
  }
}

function wantedField(step: StepPlace, visible: Visible): Wanted {
  const type = fieldsOfType(step.type ?? "", visible)?.get(step.given.at(-1) ?? "");
  return type === undefined ? ANYTHING : wantedOf(type, visible);
}

/** Whether paths to fields may stand where the step takes a value. */
export const takesPaths = ({ kind, type }: StepPlace): boolean =>
  kind !== "query" && (kind !== "return" || type !== undefined);

export const findFunction = (
  name: string,
  { declarations }: Visible,
): FunctionDeclaration | undefined => {
  const found = declarations.globals.get(name);
  return found?.kind === "function" && found.id === name ? found : undefined;
};

export const parametersOf = (
  { callee = "" }: Pick<StepPlace, "callee">,
  visible: Visible,
): ReadonlyMap<string, Type> =>
  new Map(findFunction(callee, visible)?.parameters.map(({ name, type }) => [name, type]));

/** Parameters that must have a value and have none yet. */
export const missingParameters = (step: StepPlace, visible: Visible): readonly string[] =>
  [...parametersOf(step, visible)]
    .filter(([name, type]) => type.kind !== "optional" && !step.given.includes(name))
    .map(([name]) => name);

/** Effects that may come of a step here; `undefined` where it may have any. */
export const allowedEffects = (place: Place, visible: Visible): ReadonlySet<string> | undefined =>
  isInTest(place.blocks)
    ? undefined
    : new Set(effectsOf(visible.snippet).map(({ name }) => name.text));

/** Functions whose effects are declared and whose parameters can be given. */
export function possibleCallees(place: Place, visible: Visible): readonly string[] {
  const effects = allowedEffects(place, visible);
  const has = (effect: string): boolean => effects === undefined || effects.has(effect);
  return [...visible.declarations.globals].flatMap(([key, declaration]) => {
    if (declaration.kind !== "function" || declaration.id !== key) return [];
    const { library, snippet, parameters } = declaration;
    if (library?.effect !== undefined && !has(library.effect)) return [];
    if (snippet !== undefined && !effectsOf(snippet).every(({ name }) => has(name.text))) return [];
    const canCall = parameters.every(
      ({ type }) => type.kind === "optional" || canGive(visible, wantedOf(type, visible)),
    );
    return canCall ? [key] : [];
  });
}

/** Operations whose first input can be given; the others can be a literal wherever the first one can. */
export const possibleOperations = (step: StepPlace, visible: Visible): readonly string[] =>
  [...OPERATIONS.keys()].filter((operation) =>
    inputsOf(operation).every((_, index) =>
      canGive(
        visible,
        wantedInput({ ...step, operation, inputs: PADDING.slice(0, index) }, visible),
      ),
    ),
  );

const PADDING = Array.from({ length: 3 }, () => ({
  value: valueOf({ kind: "unknown" }),
  reference: undefined,
}));

/** Types that a value can be built of. */
export function buildableTypes(visible: Visible): readonly string[] {
  const { types } = visible;
  const declared = types.names().filter((name) => types.isDeclaredHere(name));
  const items = [...PRIMITIVES, ...declared, "Any", ...PRIMITIVES.map((name) => `List<${name}>`)];
  return [
    ...declared.flatMap((name) => [
      ...(types.findStruct(name) === undefined ? [] : [name]),
      ...[...(types.findEnum(name)?.keys() ?? [])].map((variant) => `${name}::${variant}`),
    ]),
    ...items.flatMap((item) => [`List<${item}>`, `Set<${item}>`, `Map<String, ${item}>`]),
  ];
}

/** Structs and variants that the function may return. */
export function returnableTypes(visible: Visible): readonly string[] {
  const wanted = wantedReturn(visible);
  return buildableTypes(visible).filter((type) => {
    if (type.includes("<")) return false;
    const built = named(type);
    return wanted({ value: valueOf(built), reference: visible.reference && built });
  });
}

/** Conditions: variables that are Bool, and fields that may be. */
export function reachConditions(visible: Visible): Reachable {
  const bool = primitive("Bool");
  const isBool = wantedOf(bool, visible);
  const all = reach(visible, isBool, true);
  if (visible.reference === undefined) return all;
  const names = all.names.filter((name) => {
    if (name.includes(".")) return true;
    const type = visible.reference?.get(name);
    return type?.kind === "primitive" && type.name === "Bool";
  });
  return { names, open: all.open };
}

/** Variables that a for step can go through. */
export const reachLists = (visible: Visible): readonly string[] =>
  reach(
    visible,
    ({ value: { type, isOurs } }) =>
      !isNoList(isOurs && type.kind === "optional" ? type.inner : type, visible),
    false,
  ).names;

function isNoList(type: Type, visible: Pick<Visible, "types">): boolean {
  if (type.kind === "union") return type.members.some((member) => isNoList(member, visible));
  if (type.kind === "list" || type.kind === "set") return false;
  return !(type.kind === "named" && type.name === "Map") && visible.types.isDistinct(type);
}

/** Fields that can be read for the next input, and whether any other may be meant. */
export function reachFields(step: StepPlace, visible: Visible): Reachable {
  const { names, open } = reach(visible, wantedNow(step, visible), true);
  return {
    names: [
      ...new Set(
        names.filter((name) => name.includes(".")).map((name) => name.slice(name.indexOf(".") + 1)),
      ),
    ],
    open,
  };
}

/** Records that have the field which the next input names. */
export const reachRecords = (step: StepPlace, visible: Visible): readonly string[] =>
  [...(visible.variables ?? [])].flatMap(([name, { isAssigned, value }]) => {
    if (!isAssigned || fieldsOfValue(value.type, visible) === undefined) return [];
    const found = valueOfPath(`${name}.${step.field ?? ""}`, visible);
    return found !== undefined && wantedNow(step, visible)(found) ? [name] : [];
  });

/** Whether a whole type is one, of names that are declared. */
export function isKnownType(text: string, types: Pick<KnownTypes, "isDeclared">): boolean {
  const names = text.match(/[A-Za-z_]\w*/g) ?? [];
  return (
    names.length > 0 &&
    !isMalformedType(text) &&
    isWellFormed(text) &&
    names.every((name) => types.isDeclared(name))
  );
}

const isWellFormed = (text: string): boolean => {
  const bare = text.replaceAll(/[A-Za-z]\w*/g, "T");
  let left = bare;
  for (let before = ""; before !== left; ) {
    before = left;
    left = left.replace(/T<T(?:, T)*>/g, "T");
  }
  return left === "T";
};

/** Names that a type may go on with, as `ring` after `List<St`; none where a name before is not known. */
export function typeContinuations(
  partial: string,
  types: Pick<KnownTypes, "names" | "isDeclared">,
): readonly string[] {
  const word = /[A-Za-z_]\w*$/.exec(partial)?.[0] ?? "";
  const whole = partial.slice(0, partial.length - word.length).match(/[A-Za-z_]\w*/g) ?? [];
  if (!whole.every((name) => types.isDeclared(name))) return [];
  return types
    .names()
    .filter((name) => name.startsWith(word) && (name === word || !UNWANTED.has(name)))
    .map((name) => name.slice(word.length));
}

/** A result is declared by `returns … optional`, a union or nothing at all. */
const UNWANTED: ReadonlySet<string> = new Set(["Result", "Option", "None"]);

/** Parameters that have no value yet and can be given one. */
export const remainingArguments = (step: StepPlace, visible: Visible): readonly string[] =>
  [...parametersOf(step, visible)]
    .filter(
      ([name, type]) => !step.given.includes(name) && canGive(visible, wantedOf(type, visible)),
    )
    .map(([name]) => name);

/** Fields of what is built that have no value yet and can be given one; `undefined` where any may be meant. */
export function possibleFields(step: StepPlace, visible: Visible): readonly string[] | undefined {
  const fields = fieldsOfType(step.type ?? "", visible);
  return (
    fields &&
    [...fields]
      .filter(
        ([name, type]) => !step.given.includes(name) && canGive(visible, wantedOf(type, visible)),
      )
      .map(([name]) => name)
  );
}
