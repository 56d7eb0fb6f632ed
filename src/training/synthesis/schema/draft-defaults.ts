/** Tasks that fill in what was left out. */

import type { Chooser } from "../chooser.ts";
import type { Draft, DraftCall, Slip } from "../draft.ts";
import { type Value, type ValueRecord, writeArgument, writeValue } from "../write-value.ts";
import { chooseFields, complexityOf } from "./choose-fields.ts";
import { limitsOf, sampleValue } from "./sample-values.ts";
import { type Field, quoted, type RecordShape, toWords, withArticle } from "./shape.ts";
import { interfaceOf, typeOf } from "./spell-shape.ts";

/** How one field is filled in. */
interface Filling {
  readonly field: Field;
  readonly says: string;
  /** The value to use instead, as code; `x` reads another field of the input. */
  readonly code: string;
  /** Code that is true where the field counts as missing; `undefined` for `??`. */
  readonly test: string | undefined;
  isMissing(value: Value): boolean;
  fill(filled: ValueRecord): Value;
  readonly slips: readonly {
    readonly why: string;
    readonly code: string;
    readonly test?: string | undefined;
  }[];
}

interface Plan {
  readonly name: string;
  readonly type: string;
  readonly kept: readonly Field[];
  readonly fillings: readonly Filling[];
}

export function draftDefaults(record: RecordShape, chooser: Chooser): Draft | undefined {
  const fields = chooseFields(record, chooser, {
    least: 2,
    most: 5,
    only: ({ shape }) => shape.kind !== "list",
  });
  if (fields === undefined) return undefined;
  const filled = new Set(chooser.some(fields, chooser.whole(2, Math.min(3, fields.length))));
  const kept = fields.filter((field) => !filled.has(field));
  const plan: Plan = {
    name: `${chooser.pick(["complete", "fillIn", "withDefaultsFor", "finish"])}${record.name}`,
    type: record.name,
    kept,
    fillings: [...filled].map((field) => drawFilling(field, kept, chooser)),
  };
  return {
    category: "defaults",
    complexity: complexityOf(
      plan.fillings.reduce((sum, { test }) => sum + (test === undefined ? 1 : 2), 0),
    ),
    name: plan.name,
    ...describePlan(plan, chooser),
    signature: `${renderTypes(plan)}\n${head(plan)}`,
    reference: render(plan),
    slips: chooser.shuffled(slipsOf(plan)),
    calls: makeCalls(plan, chooser),
  };
}

function drawFilling(field: Field, kept: readonly Field[], chooser: Chooser): Filling {
  const { shape, name } = field;
  const isGone = (value: Value): boolean => value === undefined || value === null;
  const base = { field, test: undefined, isMissing: isGone };
  const source = chooser.shuffled(kept).find((other) => other.shape.kind === shape.kind);
  if (shape.kind === "number" && source !== undefined && chooser.chance(0.5)) {
    const times = chooser.whole(2, 4);
    return {
      ...base,
      says: `${quoted(name)} becomes ${times} times ${quoted(source.name)}`,
      code: `draft.${source.name} * ${times}`,
      fill: (filled) => Number(filled[source.name]) * times,
      slips: [
        { why: "Another factor", code: `draft.${source.name} * ${times + 1}` },
        { why: "No factor", code: `draft.${source.name}` },
      ],
    };
  }
  if (shape.kind === "text" && source !== undefined && chooser.chance(0.6))
    return {
      ...base,
      says: `${quoted(name)} becomes ${quoted(source.name)} in upper case`,
      code: `draft.${source.name}.toUpperCase()`,
      fill: (filled) => String(filled[source.name]).toUpperCase(),
      slips: [{ why: "Not in upper case", code: `draft.${source.name}` }],
    };
  const value = defaultOf(field, chooser);
  const code = JSON.stringify(value);
  const fill = (): Value => value;
  if (shape.kind === "text" && chooser.chance(0.6))
    return {
      field,
      says: `${quoted(name)} becomes ${quoted(code)}, also where it holds nothing but blanks`,
      code,
      test: `draft.${name} === undefined || draft.${name} === null || draft.${name}.trim() === ""`,
      isMissing: (given) => isGone(given) || String(given).trim() === "",
      fill,
      slips: [
        { why: "Blanks are kept", code },
        {
          why: "Looks for the empty string only",
          code,
          test: `draft.${name} === undefined || draft.${name} === null || draft.${name} === ""`,
        },
      ],
    };
  if (shape.kind === "number" && chooser.chance(0.4))
    return {
      field,
      says: `${quoted(name)} becomes ${code}, also where it is negative`,
      code,
      test: `draft.${name} === undefined || draft.${name} === null || draft.${name} < 0`,
      isMissing: (given) => isGone(given) || Number(given) < 0,
      fill,
      slips: [
        { why: "Negative numbers are kept", code },
        {
          why: "Zero counts as missing",
          code,
          test: `draft.${name} === undefined || draft.${name} === null || draft.${name} <= 0`,
        },
      ],
    };
  return {
    ...base,
    says: `${quoted(name)} becomes ${quoted(code)}`,
    code,
    fill,
    slips: [
      { why: "What is false or zero or empty counts as missing", code, test: `!draft.${name}` },
      { why: "Another default", code: JSON.stringify(otherThan(value, shape)) },
    ],
  };
}

function defaultOf({ fallback, shape }: Field, chooser: Chooser): string | number | boolean {
  const type = { flag: "boolean", number: "number", text: "string", choice: "string", list: "" };
  if (fallback !== undefined && typeof fallback === type[shape.kind]) {
    if (shape.kind !== "choice" || shape.values.includes(String(fallback))) return fallback;
  }
  if (shape.kind === "text") return chooser.pick(["none", "n/a", "untitled", "-", "general"]);
  if (shape.kind === "number") return Math.max(limitsOf(shape).lowest, 0);
  return sampleValue(shape, chooser) as string | boolean;
}

function otherThan(value: string | number | boolean, shape: Field["shape"]): Value {
  if (shape.kind === "choice") return shape.values.find((other) => other !== value);
  if (typeof value === "boolean") return !value;
  return typeof value === "number" ? value + 1 : `${value}?`;
}

const head = ({ name, type }: Plan): string =>
  `export function ${name}(draft: ${type}Draft): ${type}`;

function renderTypes({ type, kept, fillings }: Plan): string {
  const whole = [...kept, ...fillings.map(({ field }) => field)];
  const optional = fillings.map(
    ({ field }) => `readonly ${field.name}?: ${typeOf(field.shape)} | null;`,
  );
  const given = kept.map((field) => `readonly ${field.name}: ${typeOf(field.shape)};`);
  return `${interfaceOf(type, whole, { isExact: true })}\nexport interface ${type}Draft { ${[...given, ...optional].join(" ")} }`;
}

function describePlan({ type, fillings }: Plan, chooser: Chooser): Pick<Draft, "title" | "text"> {
  const thing = toWords(type);
  const opening = chooser.pick([
    `${cap(withArticle(thing))} may be saved as a draft with gaps. Make a whole ${thing} of it.`,
    `Fill the gaps in the draft of ${withArticle(thing)} and give back the whole.`,
    `Whoever sends ${withArticle(thing)} may leave some fields out; complete it.`,
  ]);
  const gone = chooser.pick([
    "A field counts as missing where it is not there or `null`.",
    "Fields that are absent and fields that are `null` are treated the same: as missing.",
  ]);
  const rules = fillings.map(({ says }, at) =>
    at === 0 ? `Where it is missing, ${says}` : `a missing ${says}`,
  );
  const rest = chooser.pick([
    "Every other value stays as it was given, `0`, `false` and the empty string included.",
    'Whatever is there is kept as it is, unless said otherwise; that goes for `0`, `false` and `""` too.',
  ]);
  return {
    title: chooser.pick([
      `Complete ${withArticle(thing)}`,
      `Fill the gaps of ${withArticle(thing)}`,
    ]),
    text: `${opening} ${gone} ${rules.join("; ")}. ${rest}`,
  };
}

const cap = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function render(
  plan: Plan,
  slipped?: { readonly field: Field; readonly code: string; readonly test?: string | undefined },
): string {
  const { kept, fillings } = plan;
  const lines = fillings.map((filling) => {
    const { field } = filling;
    const { code, test } = slipped?.field === field ? { test: undefined, ...slipped } : filling;
    const given = `draft.${field.name}`;
    return test === undefined
      ? `    ${field.name}: ${given} ?? ${code},`
      : `    ${field.name}: ${test} ? ${code} : ${given},`;
  });
  return [
    renderTypes(plan),
    "",
    `${head(plan)} {`,
    "  return {",
    ...kept.map(({ name }) => `    ${name}: draft.${name},`),
    ...lines,
    "  };",
    "}",
    "",
  ].join("\n");
}

const slipsOf = (plan: Plan): readonly Slip[] =>
  plan.fillings.flatMap(({ field, slips }) =>
    slips.map(({ why, code, test }) => ({
      why: `${field.name}: ${why}`,
      text: render(plan, { field, code, test }),
    })),
  );

function makeCalls({ name, kept, fillings }: Plan, chooser: Chooser): readonly DraftCall[] {
  const calls = new Map<string, DraftCall>();
  for (let tries = 0; tries < 14; tries += 1) {
    const given = Object.fromEntries(
      kept.map((field) => [field.name, sampleValue(field.shape, chooser)]),
    );
    const input: ValueRecord = {
      ...given,
      ...Object.fromEntries(fillings.flatMap((each) => gap(each, chooser))),
    };
    const result = {
      ...given,
      ...Object.fromEntries(
        fillings.map(({ field, isMissing, fill }) => [
          field.name,
          isMissing(input[field.name]) ? fill(input) : input[field.name],
        ]),
      ),
    };
    const call = `${name}(${writeArgument(input)})`;
    calls.set(call, { call, expected: { kind: "returns", expression: writeValue(result) } });
  }
  return [...calls.values()];
}

/** Nothing, `null`, a value that looks like nothing, or a value. */
function gap({ field, test }: Filling, chooser: Chooser): readonly (readonly [string, Value])[] {
  const { shape, name } = field;
  if (chooser.chance(0.3)) return [];
  if (chooser.chance(0.2)) return [[name, null]];
  const empty: Value =
    shape.kind === "number"
      ? 0
      : shape.kind === "text"
        ? ""
        : shape.kind === "flag"
          ? false
          : undefined;
  if (empty !== undefined && chooser.chance(0.35)) return [[name, empty]];
  if (test !== undefined && chooser.chance(0.4))
    return [[name, shape.kind === "number" ? -2 : "  "]];
  return [[name, sampleValue(shape, chooser)]];
}
