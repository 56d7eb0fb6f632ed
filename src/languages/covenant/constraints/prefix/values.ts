/** Values in reach, and which of them a place takes. */

import { boolOperandCount } from "../../semantics/computations.ts";
import {
  isCompatible,
  isPrimitive,
  NONE,
  primitive,
  type Type,
  UNKNOWN,
} from "../../semantics/types.ts";
import { readField } from "../../strict/field-access.ts";
import { splitVariant, typeOfField } from "../../strict/known-types.ts";
import { comparisonClass, inputsOf, isWrongInput } from "../../strict/operation-inputs.ts";
import { UNKNOWN_VALUE, type Value, valueOf } from "../../strict/values.ts";
import { OPERATIONS } from "../../tables/operations.ts";
import type { StepPlace, TypedValue } from "./place.ts";
import type { Visible } from "./visible.ts";

/** Whether a place takes a value. */
export type Wanted = (value: TypedValue) => boolean;

export const ANYTHING: Wanted = () => true;

/** What each kind of literal is. */
export const LITERALS = {
  integer: literalOf(primitive("Int")),
  float: literalOf(primitive("Float")),
  text: literalOf(primitive("String")),
  boolean: literalOf(primitive("Bool")),
  none: literalOf(NONE),
} as const;

function literalOf(type: Type): TypedValue {
  return { value: valueOf(type), reference: type };
}

/** Whether the next input of a compute step takes a value. */
export function wantedInput(step: StepPlace, { types, reference }: Visible): Wanted {
  const { operation = "", inputs } = step;
  const wanted = inputsOf(operation)[inputs.length];
  const isSeenLogic = reference !== undefined && inputs.length < boolOperandCount(operation);
  if (isSeenLogic) return (value) => isPrimitive(value.reference ?? UNKNOWN, "Bool");
  const [first] = inputs;
  const order =
    first === undefined ||
    OPERATIONS.get(operation)?.family !== "comparison" ||
    wanted === undefined
      ? undefined
      : comparisonClass(first.value);
  return ({ value }) => {
    if (wanted !== undefined && isWrongInput(wanted, value, types)) return false;
    const other = order === undefined ? undefined : comparisonClass(value);
    return other === undefined || other === order;
  };
}

/** Whether a place of a declared type takes a value. */
export const wantedOf =
  (expected: Type, { types }: Visible): Wanted =>
  ({ value }) =>
    !types.isMismatch(expected, value);

/** Whether the function may return a value. */
export function wantedReturn({ returns, types, reference }: Visible): Wanted {
  if (returns === undefined) return ANYTHING;
  return ({ value, reference: type = UNKNOWN }) => {
    if (reference === undefined) return !types.isMismatch(returns, value);
    return isCompatible(returns, type) && !(value.isOurs && types.isMismatch(returns, value));
  };
}

/** The fields of a struct or of a variant, with their types; `undefined` where it is not declared here. */
export function fieldsOfType(
  type: string,
  { types }: Visible,
): ReadonlyMap<string, Type> | undefined {
  const { enumName, variantName } = splitVariant(type);
  const fields =
    enumName === undefined ? types.findStruct(type) : types.findEnum(enumName)?.get(variantName);
  return fields && new Map([...fields].map(([name, field]) => [name, typeOfField(field)]));
}

/** Names that a place takes, whole, and those whose fields are not known. */
export interface Reachable {
  readonly names: readonly string[];
  /** Any field of these may be meant. */
  readonly open: readonly string[];
}

/** Variables, and where `hasFields` their fields, that `wanted` takes. */
export function reach(visible: Visible, wanted: Wanted, hasFields: boolean): Reachable {
  const names: string[] = [];
  const open: string[] = [];
  for (const [name, { value, isAssigned }] of visible.variables ?? []) {
    if (!isAssigned) continue;
    const typed = { value, reference: visible.reference?.get(name) };
    if (wanted(typed)) names.push(name);
    if (!hasFields) continue;
    const fields = fieldsOfValue(value.type, visible);
    if (fields === undefined) continue;
    if (fields === "open") {
      if (wanted({ value: UNKNOWN_VALUE, reference: asReference(UNKNOWN, visible) }))
        open.push(name);
      continue;
    }
    for (const field of fields) {
      const found = valueOfPath(`${name}.${field}`, visible);
      if (found === undefined) continue;
      if (wanted(found)) names.push(`${name}.${field}`);
      const inner = fieldsOfValue(found.value.type, visible);
      if (inner === undefined || inner === "open") continue;
      for (const deeper of inner) {
        const path = `${name}.${field}.${deeper}`;
        const value = valueOfPath(path, visible);
        if (value !== undefined && wanted(value)) names.push(path);
      }
    }
  }
  return { names, open };
}

const asReference = (type: Type, { reference }: Visible): Type | undefined =>
  reference === undefined ? undefined : type;

/** Fields that can be read from a value: none, these, or who knows which. */
export function fieldsOfValue(
  type: Type,
  visible: Pick<Visible, "types">,
): readonly string[] | "open" | undefined {
  switch (type.kind) {
    case "optional":
      return type.inner.kind === "optional" ? "open" : fieldsOfValue(type.inner, visible);
    case "struct":
      return type.fields.map(({ name }) => name);
    case "named": {
      const fields = visible.types.findStruct(type.name);
      return fields === undefined ? "open" : [...fields.keys()];
    }
    case "primitive":
    case "list":
    case "set":
      return undefined;
    default:
      return "open";
  }
}

/** What is at a variable or a path; `undefined` where nothing can be there. */
export function valueOfPath(path: string, visible: Visible): TypedValue | undefined {
  const dot = path.indexOf(".");
  const name = dot === -1 ? path : path.slice(0, dot);
  const variable = visible.variables?.get(name);
  if (variable === undefined || !variable.isAssigned) return undefined;
  const base = { value: variable.value, reference: visible.reference?.get(name) };
  if (dot === -1) return base;
  const findings: never[] = [];
  const { declarations, types } = visible;
  const value: Value = readField(
    variable.value,
    { text: path.slice(dot + 1), start: 0, end: 0 },
    {
      declarations,
      types,
      suggest: () => [],
      findings,
      variables: undefined as never,
      returns: undefined,
      isSeenByReference: true,
      boundForReference: new Set(),
    },
  );
  if (findings.length > 0) return undefined;
  return {
    value,
    reference: asReference(referenceField(base.reference, path.slice(dot + 1)), visible),
  };
}

/** To the reference only rows of queries have fields. */
const referenceField = (type: Type | undefined, field: string): Type =>
  type?.kind === "struct"
    ? (type.fields.find(({ name }) => name === field)?.type ?? UNKNOWN)
    : UNKNOWN;

/** Whether a value that a place takes can be written there at once. */
export function canGive(
  visible: Visible,
  wanted: Wanted,
  { hasFields = true }: { readonly hasFields?: boolean } = {},
): boolean {
  if (Object.values(LITERALS).some(wanted)) return true;
  const { names, open } = reach(visible, wanted, hasFields);
  return names.length > 0 || open.length > 0;
}
