/** Steps that end a function with a value of the type that it declares. */

import { returnableTypes } from "./known-names.ts";
import { freeId, type Place } from "./place.ts";
import {
  canGive,
  fieldsOfType,
  LITERALS,
  reach,
  type Wanted,
  wantedOf,
  wantedReturn,
} from "./values.ts";
import type { Visible } from "./visible.ts";

/** Text of the steps, at the depth of `indent`; `undefined` where the place cannot be read. */
export function planReturn(place: Place, indent: string): string | undefined {
  const visible = place.step?.here();
  if (visible?.variables === undefined) return undefined;
  const ids = new Set(place.stepIds);
  const step = (kind: string, lines: readonly string[], as: string): string => {
    const id = freeId(ids);
    ids.add(id);
    return [
      `${indent}step id="${id}" kind="${kind}"`,
      ...lines.map((line) => `${indent}  ${line}`),
      `${indent}  as="${as}"`,
      `${indent}end`,
    ].join("\n");
  };
  const value = spellValue(visible, wantedReturn(visible), false) ?? spellBuilt(visible);
  if (value !== undefined) return step("return", value, "_");
  return renderUnknown(visible, step);
}

type RenderStep = (kind: string, lines: readonly string[], as: string) => string;

/** Of an item of a list of anything no type is known: it may be returned as any. */
function renderUnknown({ variables }: Visible, step: RenderStep): string {
  const free = (stem: string): string => {
    let name = stem;
    for (let number = 2; variables?.has(name) === true; number += 1) name = `${stem}_${number}`;
    return name;
  };
  const [items, item] = [free("items"), free("item")];
  return [
    step("construct", ['type="List<Any>"'], items),
    step("call", ['fn="list.first"', `arg name="list" from="${items}"`], item),
    step("return", [`from="${item}"`], "_"),
  ].join("\n");
}

const SPELLINGS: Readonly<Record<keyof typeof LITERALS, string>> = {
  none: "lit=none",
  boolean: "lit=false",
  integer: "lit=0",
  float: "lit=0.0",
  text: 'lit=""',
};

function spellValue(
  visible: Visible,
  wanted: Wanted,
  hasFields: boolean,
): readonly string[] | undefined {
  const [name] = reach(visible, wanted, hasFields).names;
  if (name !== undefined) return [`from="${name}"`];
  const literal = LITERAL_KINDS.find((kind) => wanted(LITERALS[kind]));
  return literal && [SPELLINGS[literal]];
}

const LITERAL_KINDS = Object.keys(SPELLINGS) as readonly (keyof typeof LITERALS)[];

/** A struct or a variant that can be put together at once, the one with the fewest fields. */
function spellBuilt(visible: Visible): readonly string[] | undefined {
  const [best] = returnableTypes(visible)
    .map((type) => ({ type, fields: [...(fieldsOfType(type, visible) ?? [])] }))
    .filter(({ fields }) => fields.every(([, type]) => canGive(visible, wantedOf(type, visible))))
    .toSorted((one, other) => one.fields.length - other.fields.length);
  if (best === undefined) return undefined;
  return [
    `${best.type.includes("::") ? "variant" : "struct"} type="${best.type}"`,
    ...best.fields.map(([name, type]) => {
      const [value = ""] = spellValue(visible, wantedOf(type, visible), true) ?? [];
      return `  field name="${name}" ${value}`;
    }),
    "end",
  ];
}
