/** Tasks that put what people typed in order. */

import type { Chooser } from "../chooser.ts";
import type { Draft, DraftCall, Slip } from "../draft.ts";
import { type Value, type ValueRecord, writeArgument, writeValue } from "../write-value.ts";
import { chooseFields, complexityOf } from "./choose-fields.ts";
import { limitsOf, sampleValue } from "./sample-values.ts";
import {
  type Field,
  listWords,
  quoted,
  type RecordShape,
  type Shape,
  toVariable,
  toWords,
  withArticle,
} from "./shape.ts";
import { drawSteps, type Step } from "./steps.ts";

interface Plan {
  readonly name: string;
  readonly type: string;
  readonly parameter: string;
  readonly parts: readonly { readonly field: Field; readonly steps: readonly Step[] }[];
}

export function draftNormaliser(record: RecordShape, chooser: Chooser): Draft | undefined {
  const fields = chooseFields(record, chooser, { least: 2, most: 4 });
  const parts = (fields ?? []).map((field) => ({ field, steps: drawSteps(field.shape, chooser) }));
  const changed = parts.filter(({ steps }) => steps.length > 0);
  if (changed.length === 0) return undefined;
  const verb = chooser.pick(["tidy", "normalise", "cleanUp", "straighten", "canonical"]);
  const plan: Plan = {
    name: `${verb}${record.name}`,
    type: record.name,
    parameter: toVariable(record.name),
    parts,
  };
  const signature = `${renderType(plan)}\nexport function ${plan.name}(${plan.parameter}: ${plan.type}): ${plan.type}`;
  return {
    category: "normalisers",
    complexity: complexityOf(changed.reduce((sum, { steps }) => sum + steps.length, 0)),
    name: plan.name,
    ...describePlan(plan, chooser),
    signature,
    reference: render(plan),
    slips: chooser.shuffled(slipsOf(plan)),
    calls: makeCalls(plan, chooser),
  };
}

/** What was typed may be any text, also where one of a few words is wanted. */
const typeOfInput = (shape: Shape): string => {
  if (shape.kind === "list")
    return `readonly ${shape.items.kind === "number" ? "number" : "string"}[]`;
  return shape.kind === "flag" ? "boolean" : shape.kind === "number" ? "number" : "string";
};

const renderType = ({ type, parts }: Plan): string =>
  `export interface ${type} { ${parts.map(({ field }) => `readonly ${field.name}: ${typeOfInput(field.shape)};`).join(" ")} }`;

function describePlan({ type, parts }: Plan, chooser: Chooser): Pick<Draft, "title" | "text"> {
  const thing = toWords(type);
  const opening = chooser.pick([
    `People enter ${withArticle(thing)} in many ways; give back the same ${thing} in the one form that is stored.`,
    `Before ${withArticle(thing)} is saved, it is put in order, and a new object is given back.`,
    `Bring ${withArticle(thing)} into its canonical form without changing the one that was given.`,
    `Two entries of the same ${thing} should come out equal, so each is straightened first.`,
  ]);
  const sentences = parts
    .filter(({ steps }) => steps.length > 0)
    .map(({ field, steps }) => {
      const [first, ...others] = steps.map(({ says }) => says);
      const then = others.map((says, at) => `${at === 0 ? "then" : "after that"} it ${says}`);
      const lead = chooser.pick([`The field ${quoted(field.name)}`, `Its ${quoted(field.name)}`]);
      return `${[`${lead} ${first}`, ...then].join("; ")}.`;
    });
  const untouched = parts
    .filter(({ steps }) => steps.length === 0)
    .map(({ field }) => quoted(field.name));
  const rest =
    untouched.length === 0
      ? undefined
      : chooser.pick([
          `Nothing happens to ${listWords(untouched)}.`,
          `Leave ${listWords(untouched)} alone.`,
        ]);
  return {
    title: chooser.pick([
      `Put ${withArticle(thing)} in order`,
      `Clean up ${withArticle(thing)}`,
      `One form for ${withArticle(thing)}`,
    ]),
    text: [opening, ...sentences, rest].filter((part) => part !== undefined).join(" "),
  };
}

/** `slipped` is the place of the one step that is done wrong. */
function render(
  plan: Plan,
  slipped?: { readonly field: string; readonly at: number; readonly isLeftOut: boolean },
): string {
  const { name, type, parameter, parts } = plan;
  const lines = parts
    .filter(({ steps }) => steps.length > 0)
    .map(({ field, steps }) => {
      const code = steps.reduce((x, step, at) => {
        if (slipped?.field !== field.name || slipped.at !== at) return step.code(x);
        return slipped.isLeftOut ? x : step.slip.code(x);
      }, `${parameter}.${field.name}`);
      return `    ${field.name}: ${code.replace(/^\((.*)\)$/u, (whole, inside: string) => (isBalanced(inside) ? inside : whole))},`;
    });
  return [
    renderType(plan),
    "",
    `export function ${name}(${parameter}: ${type}): ${type} {`,
    "  return {",
    `    ...${parameter},`,
    ...lines,
    "  };",
    "}",
    "",
  ].join("\n");
}

/** Whether parentheses never close what was not opened: then the ones around it can go. */
function isBalanced(code: string): boolean {
  let depth = 0;
  for (const sign of code) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const slipsOf = (plan: Plan): readonly Slip[] =>
  plan.parts.flatMap(({ field, steps }) =>
    steps.flatMap((step, at) => [
      {
        why: `${field.name}: ${step.slip.why}`,
        text: render(plan, { field: field.name, at, isLeftOut: false }),
      },
      {
        why: `${field.name}: not all is done`,
        text: render(plan, { field: field.name, at, isLeftOut: true }),
      },
    ]),
  );

function makeCalls({ name, parts }: Plan, chooser: Chooser): readonly DraftCall[] {
  const calls = new Map<string, DraftCall>();
  for (let tries = 0; tries < 14; tries += 1) {
    const input: ValueRecord = Object.fromEntries(
      parts.map(({ field }) => [field.name, messy(field.shape, chooser)]),
    );
    const result = Object.fromEntries(
      parts.map(({ field, steps }) => [
        field.name,
        steps.reduce<Value>((value, { run }) => run(value), input[field.name]),
      ]),
    );
    const expression = writeValue(result);
    const call = `${name}(${writeArgument(input)})`;
    // Nobody would write -0, and nothing that is asked for settles it.
    if (!/(?<![\w.])-0(?![\d.])/u.test(expression))
      calls.set(call, { call, expected: { kind: "returns", expression } });
  }
  return [...calls.values()];
}

/** A value as people enter it: nearly right. */
function messy(shape: Shape, chooser: Chooser): Value {
  if (shape.kind === "number") {
    const { lowest, highest } = limitsOf(shape);
    const far = chooser.pick([lowest - 3, highest + 7.5, highest + 0.75]);
    return chooser.chance(0.5)
      ? far
      : (sampleValue({ ...shape, isWhole: false }, chooser) as number);
  }
  if (shape.kind === "text" || shape.kind === "choice") {
    const text = String(sampleValue(shape, chooser));
    return chooser.pick([
      text,
      ` ${text}`,
      `${text}  `,
      text.toUpperCase(),
      ` ${text}  and\t${text} x  y `,
      text.replace(/^./u, (first) => first.toUpperCase()),
      shape.kind === "text" ? "" : `${text}s`,
      shape.kind === "text" ? "  " : text.toUpperCase(),
    ]);
  }
  if (shape.kind !== "list") return sampleValue(shape, chooser);
  const items = Array.from({ length: chooser.whole(0, 5) }, () =>
    sampleValue(shape.items, chooser),
  );
  return chooser.shuffled([...items, ...chooser.some(items, 2)]);
}
