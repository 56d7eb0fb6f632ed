import type { NamedOperand } from "../../syntax/step-ast.ts";
import { runtimeError } from "../raised.ts";
import { byIdentity } from "../values/identity.ts";
import { type FieldShape, splitVariant, typeNameOf } from "../values/shapes.ts";
import {
  createList,
  createMap,
  createSet,
  createStruct,
  createVariant,
  type Value,
} from "../values/value.ts";
import { readValueType } from "../values/value-type.ts";
import { type Frame, readOperand } from "./frame.ts";

/** A struct, a variant `E::V`, or a List, Set or Map of the fields in their order. */
export const buildValue = (
  written: string,
  operands: readonly NamedOperand[],
  frame: Frame,
): Value => frame.run.meter.admit(build(written, operands, frame));

function build(written: string, operands: readonly NamedOperand[], frame: Frame): Value {
  const { shapes } = frame.run.loaded;
  const variant = splitVariant(written);
  if (variant !== undefined) return buildVariant(...variant, operands, frame);
  const fields = readFields(operands, frame);
  const type = readValueType(written);
  if (type.kind === "list") return createList([...fields.values()]);
  if (type.kind === "set") return createSet(byIdentity(fields.values()));
  if (type.kind === "map") return createMap(fields);
  const name = typeNameOf(type.kind === "named" ? type.name : written);
  const declared = shapes.structs.get(name);
  return createStruct(name, declared === undefined ? fields : fit(fields, declared, name, frame));
}

/** A variant of an enum; a bare name finds the enum that has such a variant. */
export function buildVariantNamed(
  written: string,
  operands: readonly NamedOperand[],
  frame: Frame,
): Value {
  const { enums } = frame.run.loaded.shapes;
  const owner = [...enums].find(([, variants]) => variants.has(written))?.[0] ?? "";
  const [enumName, variant] = splitVariant(written) ?? [owner, written];
  return frame.run.meter.admit(buildVariant(enumName, variant, operands, frame));
}

function buildVariant(
  enumName: string,
  variant: string,
  operands: readonly NamedOperand[],
  frame: Frame,
): Value {
  const variants = frame.run.loaded.shapes.enums.get(enumName);
  const payload = variants?.get(variant);
  const name = `${enumName}::${variant}`;
  if (variants !== undefined && payload === undefined)
    throw runtimeError(`Cannot make ${name}: enum "${enumName}" has no such variant`);
  const fields = readFields(operands, frame);
  return createVariant(
    enumName,
    variant,
    payload === undefined ? fields : fit(fields, payload, name, frame),
  );
}

const readFields = (operands: readonly NamedOperand[], frame: Frame): Map<string, Value> =>
  new Map(operands.map(({ name, operand }) => [name.text, readOperand(operand, frame)]));

/** The declared fields in their order, none for optional ones that are not given. */
function fit(
  given: ReadonlyMap<string, Value>,
  declared: readonly FieldShape[],
  owner: string,
  { run }: Frame,
): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (const { name, type, isOptional } of declared) {
    const value = given.get(name);
    if (value === undefined && !isOptional)
      throw runtimeError(`Cannot make ${owner}: field "${name}" is missing`);
    fields.set(name, value === undefined ? null : run.adopt(value, type));
  }
  const unknown = [...given.keys()].find((name) => !fields.has(name));
  if (unknown !== undefined)
    throw runtimeError(`Cannot make ${owner}: it has no field "${unknown}"`);
  return fields;
}
