/** Small changes that put a value in order: in words, as code, and as a function that the code is held against. */

import type { Chooser } from "../chooser.ts";
import type { Value } from "../write-value.ts";
import { limitsOf } from "./sample-values.ts";
import type { ChoiceShape, ListShape, NumberShape, Shape } from "./shape.ts";

export interface Step {
  /** Goes on from `status` in quotes: `is cut to 9 characters`. */
  readonly says: string;
  code(x: string): string;
  run(value: Value): Value;
  readonly slip: { readonly why: string; code(x: string): string };
}

/** What is done to a value of the shape, in this order; empty for shapes that need no order. */
export function drawSteps(shape: Shape, chooser: Chooser): readonly Step[] {
  switch (shape.kind) {
    case "flag":
      return [];
    case "choice":
      return [choiceStep(shape, chooser)];
    case "number":
      return numberSteps(shape, chooser);
    case "text": {
      const [first, ...others] = chooser.some(TEXT_STEPS, chooser.whole(1, 2));
      return [first, ...others].filter((step) => step !== undefined);
    }
    case "list":
      return listSteps(shape, chooser);
  }
}

const step = (
  says: string,
  code: (x: string) => string,
  run: (value: never) => Value,
  slip: Step["slip"],
): Step => ({ says, code, run: run as Step["run"], slip });

/** In an order in which each can follow all before it. */
const TEXT_STEPS: readonly Step[] = [
  step(
    "loses blanks at both ends",
    (x) => `${x}.trim()`,
    (text: string) => text.trim(),
    { why: "Only looks at the end", code: (x) => `${x}.trimEnd()` },
  ),
  step(
    "has every run of blanks inside it made one space",
    (x) => `${x}.replace(/\\s+/g, " ")`,
    (text: string) => text.replace(/\s+/g, " "),
    { why: "Only the first run", code: (x) => `${x}.replace(/\\s+/, " ")` },
  ),
  step(
    "is written in lower case",
    (x) => `${x}.toLowerCase()`,
    (text: string) => text.toLowerCase(),
    {
      why: "Only its first character",
      code: (x) => `(${x}.charAt(0).toLowerCase() + ${x}.slice(1))`,
    },
  ),
  step(
    "gets a capital as its first character, the rest staying as it is",
    (x) => `${x}.replace(/^./, (first) => first.toUpperCase())`,
    (text: string) => text.replace(/^./, (first) => first.toUpperCase()),
    {
      why: "Every word gets one",
      code: (x) => `${x}.replace(/\\b\\w/g, (first) => first.toUpperCase())`,
    },
  ),
  step(
    "is cut after its eighth character where it is longer",
    (x) => `${x}.slice(0, 8)`,
    (text: string) => text.slice(0, 8),
    { why: "Cut one character late", code: (x) => `${x}.slice(0, 9)` },
  ),
  step(
    'becomes "unknown" where nothing is left of it',
    (x) => `(${x} || "unknown")`,
    (text: string) => text || "unknown",
    { why: "Empty stays empty", code: (x) => x },
  ),
];

function choiceStep({ values }: ChoiceShape, chooser: Chooser): Step {
  const fallback = chooser.pickOf(values);
  const list = `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
  if (values.some((value) => value !== value.toLowerCase()))
    return step(
      `becomes ${JSON.stringify(fallback)} unless it is exactly one of ${describe(values)}`,
      (x) => `(${list}.includes(${x}) ? ${x} : ${JSON.stringify(fallback)})`,
      (text: string) => (values.includes(text) ? text : fallback),
      { why: "Takes any word", code: (x) => x },
    );
  return step(
    `is read in any case and stands in lower case in the result; where it is none of ${describe(values)}, it becomes ${JSON.stringify(fallback)}`,
    (x) =>
      `(${list}.includes(${x}.toLowerCase()) ? ${x}.toLowerCase() : ${JSON.stringify(fallback)})`,
    (text: string) => (values.includes(text.toLowerCase()) ? text.toLowerCase() : fallback),
    {
      why: "Only knows words in lower case",
      code: (x) => `(${list}.includes(${x}) ? ${x} : ${JSON.stringify(fallback)})`,
    },
  );
}

const describe = (values: readonly string[]): string =>
  values.map((value) => JSON.stringify(value)).join(", ");

function numberSteps(shape: NumberShape, chooser: Chooser): readonly Step[] {
  const { lowest, highest } = limitsOf(shape);
  const round = chooser.pick([
    step(
      "is rounded down to a whole number",
      (x) => `Math.floor(${x})`,
      (number: number) => Math.floor(number),
      { why: "Rounds to the nearest", code: (x) => `Math.round(${x})` },
    ),
    step(
      "is rounded up to a whole number",
      (x) => `Math.ceil(${x})`,
      (number: number) => Math.ceil(number),
      { why: "Rounds down", code: (x) => `Math.floor(${x})` },
    ),
    step(
      "goes down to the nearest multiple of 5 that is not above it",
      (x) => `Math.floor(${x} / 5) * 5`,
      (number: number) => Math.floor(number / 5) * 5,
      { why: "Rounds to the nearest multiple", code: (x) => `Math.round(${x} / 5) * 5` },
    ),
  ]);
  const low = step(
    `is raised to ${lowest} where it is less`,
    (x) => `Math.max(${x}, ${lowest})`,
    (number: number) => Math.max(number, lowest),
    { why: "Is not raised", code: (x) => x },
  );
  const high = step(
    `is lowered to ${highest} where it is more`,
    (x) => `Math.min(${x}, ${highest})`,
    (number: number) => Math.min(number, highest),
    { why: "Is off by one", code: (x) => `Math.min(${x}, ${highest + 1})` },
  );
  // What is rounded first can still be brought inside; the other way round it might leave again.
  const limits = [
    ...(shape.least === undefined ? [] : [low]),
    ...(shape.most === undefined ? [] : [high]),
  ].filter(() => chooser.chance(0.7));
  return limits.length === 0 || chooser.chance(0.5) ? [round, ...limits] : limits;
}

function listSteps({ items }: ListShape, chooser: Chooser): readonly Step[] {
  const compare =
    items.kind === "number"
      ? { code: "(one, other) => one - other", says: "from small to large" }
      : { code: "", says: "by the codes of their characters, smallest first" };
  const sort = step(
    `is sorted ${compare.says}`,
    (x) => `[...${x}].sort(${compare.code})`,
    (list: readonly (string | number)[]) => sorted(list),
    { why: "The wrong way round", code: (x) => `[...${x}].sort(${compare.code}).reverse()` },
  );
  const unique = step(
    "keeps only the first of equal items",
    (x) => `[...new Set(${x})]`,
    (list: readonly Value[]) => [...new Set(list)],
    { why: "Equal items stay", code: (x) => `[...${x}]` },
  );
  const count = chooser.whole(2, 3);
  const cut = step(
    `keeps no more than its first ${count} items`,
    (x) => `${x}.slice(0, ${count})`,
    (list: readonly Value[]) => list.slice(0, count),
    { why: "Keeps the last ones", code: (x) => `${x}.slice(-${count})` },
  );
  return chooser.some([unique, sort, cut], chooser.whole(1, 3));
}

const sorted = (list: readonly (string | number)[]): readonly Value[] =>
  list.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
