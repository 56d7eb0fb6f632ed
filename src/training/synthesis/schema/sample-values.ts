/** Values of a shape, and values just outside of it. */

import type { Chooser } from "../chooser.ts";
import type { Value, ValueRecord } from "../write-value.ts";
import type { Field, NumberShape, Shape, TextShape } from "./shape.ts";

const WORDS = (
  "amber birch cedar delta ember fjord grove harbor inlet juniper kestrel lagoon meadow north orchid " +
  "pebble quartz river saffron timber umber violet willow yarrow zephyr"
).split(" ");

export function sampleValue(shape: Shape, chooser: Chooser): Value {
  switch (shape.kind) {
    case "flag":
      return chooser.chance(0.5);
    case "choice":
      return chooser.pickOf(shape.values);
    case "number":
      return sampleNumber(shape, chooser);
    case "text":
      return sampleText(shape, chooser);
    case "list": {
      const least = Math.max(shape.minItems, 0);
      const count = chooser.whole(least, Math.min(shape.maxItems ?? least + 3, least + 3));
      const items = Array.from({ length: count }, () => sampleValue(shape.items, chooser));
      return shape.isUnique ? [...new Set(items)] : items;
    }
  }
}

/** A value for each field; those that may be missing are, now and then. */
export function sampleRecord(
  fields: readonly Field[],
  chooser: Chooser,
  { isWhole = false }: { readonly isWhole?: boolean | undefined } = {},
): ValueRecord {
  return Object.fromEntries(
    fields
      .filter(({ isRequired }) => isWhole || isRequired || chooser.chance(0.7))
      .map(({ name, shape }) => [name, sampleValue(shape, chooser)]),
  );
}

/** The least and the greatest value that its bounds allow, counted in whole numbers or in quarters. */
export function limitsOf({ isWhole, least, most }: NumberShape): {
  readonly lowest: number;
  readonly highest: number;
  readonly step: number;
} {
  const step = isWhole ? 1 : 0.25;
  const up = least === undefined ? undefined : Math.ceil(least.value / step) * step;
  const down = most === undefined ? undefined : Math.floor(most.value / step) * step;
  const lowest =
    up === undefined ? undefined : least?.isOpen && up === least.value ? up + step : up;
  const highest =
    down === undefined ? undefined : most?.isOpen && down === most.value ? down - step : down;
  return {
    lowest: lowest ?? Math.min(0, (highest ?? 0) - 20),
    highest: highest ?? Math.max((lowest ?? 0) + 40, 40),
    step,
  };
}

function sampleNumber(shape: NumberShape, chooser: Chooser): number {
  const { lowest, highest, step } = limitsOf(shape);
  // Numbers of a size that people read; now and then a limit itself.
  const span = Math.min(Math.floor((highest - lowest) / step), 60 / step);
  return chooser.chance(0.12)
    ? chooser.pick([lowest, highest])
    : lowest + chooser.whole(0, span) * step;
}

function sampleText(shape: TextShape, chooser: Chooser): string {
  if (shape.pattern !== undefined) return chooser.pickOf(shape.samples);
  const words = chooser.chance(0.3)
    ? `${chooser.pickOf(WORDS)} ${chooser.pickOf(WORDS)}`
    : chooser.pickOf(WORDS);
  return fit(words, shape);
}

function fit(text: string, { minLength, maxLength }: TextShape): string {
  const long = text.padEnd(minLength, `-${text}`);
  return maxLength === undefined ? long : long.slice(0, maxLength).replace(/ $/u, "o");
}

/** Values at the edge: those still inside, and those just outside, most telling first. */
export function edgesOf(
  shape: Shape,
  chooser: Chooser,
): { readonly inside: readonly Value[]; readonly outside: readonly Value[] } {
  switch (shape.kind) {
    case "flag":
      return { inside: [true, false], outside: ["true", 1] };
    case "choice": {
      const [first] = shape.values;
      const upper = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
      const strange = [upper, `${first}s`, ""].filter((value) => !shape.values.includes(value));
      return { inside: [shape.values.at(-1)], outside: strange };
    }
    case "number":
      return edgesOfNumber(shape);
    case "text":
      return edgesOfText(shape, chooser);
    case "list": {
      const { minItems, maxItems, items, isUnique } = shape;
      const make = (count: number): Value => {
        const values = Array.from({ length: 40 }, () => sampleValue(items, chooser));
        return (isUnique ? [...new Set(values)] : values).slice(0, count);
      };
      const [bad] = edgesOf(items, chooser).outside;
      const one = sampleValue(items, chooser);
      const outside: Value[] = [];
      if (maxItems !== undefined && maxItems < 9) outside.push(make(maxItems + 1));
      if (minItems > 0) outside.push(make(minItems - 1));
      if (isUnique) outside.push([one, one]);
      outside.push([...(make(Math.max(minItems, 1)) as readonly Value[]).slice(0, -1), bad]);
      const inside = maxItems !== undefined && maxItems < 9 ? [make(maxItems)] : [];
      return { inside: [make(minItems), ...inside], outside };
    }
  }
}

function edgesOfNumber(shape: NumberShape): ReturnType<typeof edgesOf> {
  const { lowest, highest, step } = limitsOf(shape);
  const outside: Value[] = [];
  if (shape.least !== undefined) outside.push(lowest - step);
  if (shape.most !== undefined) outside.push(highest + step);
  if (shape.isWhole) outside.push(lowest + 0.5);
  outside.push(String(lowest));
  return { inside: [lowest, highest], outside };
}

function edgesOfText(shape: TextShape, chooser: Chooser): ReturnType<typeof edgesOf> {
  const { minLength, maxLength, pattern } = shape;
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, "u");
    const sample = sampleText(shape, chooser);
    const broken = [`${sample} `, sample.slice(1), `${sample}${sample}`, sample.toUpperCase(), ""];
    return {
      inside: shape.samples.slice(0, 2),
      outside: [...broken.filter((text) => !expression.test(text)), 7],
    };
  }
  const word = chooser.pickOf(WORDS);
  const ofLength = (length: number): string => word.repeat(length).slice(0, length);
  const inside: Value[] = [ofLength(minLength)];
  const outside: Value[] = [];
  if (minLength > 0) outside.push(ofLength(minLength - 1));
  if (maxLength !== undefined && maxLength <= 60) {
    inside.push(ofLength(maxLength));
    outside.push(ofLength(maxLength + 1));
  }
  outside.push(12);
  return { inside, outside };
}
