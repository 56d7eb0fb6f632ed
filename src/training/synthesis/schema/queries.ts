/** Parts of a question about many records: in words, as code, and as a function that the code is held against. */

import type { Chooser } from "../chooser.ts";
import type { Value, ValueRecord } from "../write-value.ts";
import { sampleValue } from "./sample-values.ts";
import { type Field, listWords, quoted } from "./shape.ts";

type Rows = readonly ValueRecord[];

/** One part; `code` goes on from what stands before it. */
export interface Part<Result = Rows> {
  readonly says: string;
  readonly code: string;
  run(rows: Rows): Result;
  readonly slips: readonly { readonly why: string; readonly code: string }[];
}

/** `one` is the name of a record in code. */
export function drawFilter(fields: readonly Field[], one: string, chooser: Chooser): Part {
  const field = chooser.pickOf(fields);
  const { name, shape } = field;
  const keep = (
    says: string,
    test: string,
    run: (value: Value) => boolean,
    wrong: readonly string[],
  ): Part => ({
    says,
    code: `.filter((${one}) => ${test})`,
    run: (rows) => rows.filter((row) => run(row[name])),
    slips: [
      ...wrong.map((code) => ({
        why: `Chooses by \`${code}\``,
        code: `.filter((${one}) => ${code})`,
      })),
      { why: "Chooses nothing", code: "" },
    ],
  });
  const x = `${one}.${name}`;
  if (shape.kind === "flag")
    return chooser.chance(0.5)
      ? keep(`whose ${quoted(name)} is true`, x, (value) => value === true, [`!${x}`])
      : keep(`whose ${quoted(name)} is false`, `!${x}`, (value) => value === false, [x]);
  if (shape.kind === "choice") {
    const [first, second] = chooser.shuffled(shape.values);
    const [a, b] = [JSON.stringify(first), JSON.stringify(second)];
    return chooser.pick([
      keep(`whose ${quoted(name)} is ${quoted(a)}`, `${x} === ${a}`, (value) => value === first, [
        `${x} === ${b}`,
      ]),
      keep(
        `whose ${quoted(name)} is anything but ${quoted(a)}`,
        `${x} !== ${a}`,
        (value) => value !== first,
        [`${x} === ${a}`],
      ),
      keep(
        `whose ${quoted(name)} is ${quoted(a)} or ${quoted(b)}`,
        `${x} === ${a} || ${x} === ${b}`,
        (value) => value === first || value === second,
        [`${x} === ${a}`],
      ),
    ]);
  }
  if (shape.kind === "number") {
    const limit = Number(sampleValue(shape, chooser));
    return chooser.pick([
      keep(
        `with ${quoted(name)} of at least ${limit}`,
        `${x} >= ${limit}`,
        (value) => Number(value) >= limit,
        [`${x} > ${limit}`, `${x} <= ${limit}`],
      ),
      keep(
        `with ${quoted(name)} above ${limit}`,
        `${x} > ${limit}`,
        (value) => Number(value) > limit,
        [`${x} >= ${limit}`],
      ),
      keep(
        `with ${quoted(name)} below ${limit}`,
        `${x} < ${limit}`,
        (value) => Number(value) < limit,
        [`${x} <= ${limit}`],
      ),
    ]);
  }
  const least = chooser.whole(5, 7);
  return keep(
    `with ${quoted(name)} of ${least} characters or more`,
    `${x}.length >= ${least}`,
    (value) => String(value).length >= least,
    [`${x}.length > ${least}`],
  );
}

export function drawSort(fields: readonly Field[], chooser: Chooser): Part | undefined {
  const field = chooser
    .shuffled(fields)
    .find(({ shape }) => shape.kind === "number" || shape.kind === "text");
  if (field === undefined) return undefined;
  const { name, shape } = field;
  const isDown = chooser.chance(0.5);
  const direction = isDown ? -1 : 1;
  const [a, b] = isDown ? ["other", "one"] : ["one", "other"];
  const by = (left: string, right: string): string =>
    shape.kind === "number"
      ? `.toSorted((one, other) => ${left}.${name} - ${right}.${name})`
      : `.toSorted((one, other) => (${left}.${name} < ${right}.${name} ? -1 : ${left}.${name} > ${right}.${name} ? 1 : 0))`;
  const order =
    shape.kind === "number"
      ? isDown
        ? "from the greatest to the smallest"
        : "from the smallest to the greatest"
      : isDown
        ? "in descending order of character codes"
        : "in ascending order of character codes";
  return {
    says: `sorted by ${quoted(name)} ${order}, equal ones in the order in which they came`,
    code: by(a, b),
    run: (rows) => rows.toSorted((one, other) => direction * compare(one[name], other[name])),
    slips: [
      { why: "The other way round", code: by(b, a) },
      { why: "Equal ones change places", code: `${by(b, a)}.toReversed()` },
      { why: "Not sorted", code: "" },
    ],
  };
}

const compare = (one: Value, other: Value): number =>
  one === other ? 0 : (one as number) < (other as number) ? -1 : 1;

export function drawLimit(chooser: Chooser): Part {
  const count = chooser.whole(1, 3);
  return {
    says: count === 1 ? "only the first of them" : `at most the first ${count} of them`,
    code: `.slice(0, ${count})`,
    run: (rows) => rows.slice(0, count),
    slips: [
      { why: "One too many", code: `.slice(0, ${count + 1})` },
      { why: "The last ones", code: `.slice(-${count})` },
    ],
  };
}

/** What is given back in the end. */
export interface Finish extends Part<Value> {
  /** Its type, in terms of the fields' own types. */
  readonly type: (typeOf: (field: Field) => string) => string;
  /** Whole code around the rows, where no chained part will do. */
  readonly wrap?: ((rows: string) => string) | undefined;
}

export function drawFinish(fields: readonly Field[], one: string, chooser: Chooser): Finish {
  const scalars = fields.filter(({ shape }) => shape.kind !== "list");
  const numbers = fields.filter(({ shape }) => shape.kind === "number");
  const groups = fields.filter(({ shape }) => shape.kind === "choice");
  const field = chooser.pickOf(scalars);
  const x = `${one}.${field.name}`;
  const finishes: Finish[] = [
    {
      says: `the values of ${quoted(field.name)}, as an array`,
      type: (typeOf) => `${wrapType(typeOf(field))}[]`,
      code: `.map((${one}) => ${x})`,
      run: (rows) => rows.map((row) => row[field.name]),
      slips: [],
    },
    {
      says: `how many there are`,
      type: () => "number",
      code: ".length",
      run: (rows) => rows.length,
      slips: [],
    },
  ];
  const [number] = chooser.shuffled(numbers);
  if (number !== undefined) {
    const y = `${one}.${number.name}`;
    finishes.push({
      says: `the sum of ${quoted(number.name)}, which is 0 where there is none`,
      type: () => "number",
      code: `.reduce((sum, ${one}) => sum + ${y}, 0)`,
      run: (rows) => rows.reduce((sum, row) => sum + Number(row[number.name]), 0),
      slips: [
        { why: "Begins at 1", code: `.reduce((sum, ${one}) => sum + ${y}, 1)` },
        { why: "Counts them", code: ".length" },
      ],
    });
    finishes.push({
      says: `the greatest ${quoted(number.name)}, or \`undefined\` where there is none`,
      type: () => "number | undefined",
      code: `.map((${one}) => ${y}).toSorted((one, other) => other - one)[0]`,
      run: (rows) => rows.map((row) => Number(row[number.name])).toSorted((a, b) => b - a)[0],
      slips: [
        {
          why: "The smallest",
          code: `.map((${one}) => ${y}).toSorted((one, other) => one - other)[0]`,
        },
        { why: "The first", code: `.map((${one}) => ${y})[0]` },
      ],
    });
  }
  const [group] = chooser.shuffled(groups);
  if (group !== undefined) {
    const key = `${one}.${group.name}`;
    const sum = number === undefined ? undefined : `${one}.${number.name}`;
    const isSum = sum !== undefined && chooser.chance(0.5);
    const add = isSum ? sum : "1";
    const fold = (step: string): string =>
      `.reduce<Record<string, number>>((counts, ${one}) => ({ ...counts, [${key}]: ${step} }), {})`;
    finishes.push({
      says: isSum
        ? `an object that has the sum of ${quoted(number?.name ?? "")} for every ${quoted(group.name)} that occurs`
        : `an object that tells for every ${quoted(group.name)} that occurs how often it does`,
      type: () => "Record<string, number>",
      code: fold(`(counts[${key}] ?? 0) + ${add}`),
      run: (rows) =>
        addUp(rows, (row) => [
          String(row[group.name]),
          isSum ? Number(row[number?.name ?? ""]) : 1,
        ]),
      slips: [
        { why: "Begins at 1", code: fold(`(counts[${key}] ?? 1) + ${add}`) },
        { why: "Only the last of each", code: fold(add) },
      ],
    });
  }
  const several = chooser.some(scalars, 2);
  if (several.length === 2) {
    const [first, second] = several as [Field, Field];
    finishes.push({
      says: `an array of objects that have nothing but ${listWords(several.map(({ name }) => quoted(name)))}`,
      type: (typeOf) =>
        `{ ${several.map((each) => `${each.name}: ${typeOf(each)}`).join("; ")} }[]`,
      code: `.map(({ ${first.name}, ${second.name} }) => ({ ${first.name}, ${second.name} }))`,
      run: (rows) =>
        rows.map((row) => ({ [first.name]: row[first.name], [second.name]: row[second.name] })),
      slips: [],
    });
  }
  const texts = scalars.filter(({ shape }) => shape.kind === "text" || shape.kind === "choice");
  const [text] = chooser.shuffled(texts);
  if (text !== undefined) {
    const mark = chooser.pick([", ", " | ", "; ", "/"]);
    const z = `${one}.${text.name}`;
    finishes.push({
      says: `one string of the different values of ${quoted(text.name)}, each once, where it first occurs, with ${quoted(JSON.stringify(mark))} between them`,
      type: () => "string",
      code: "",
      wrap: (rows) => `[...new Set(${rows}.map((${one}) => ${z}))].join(${JSON.stringify(mark)})`,
      run: (rows) => [...new Set(rows.map((row) => String(row[text.name])))].join(mark),
      slips: [
        {
          why: "Values more than once",
          code: `.map((${one}) => ${z}).join(${JSON.stringify(mark)})`,
        },
      ],
    });
  }
  return chooser.pickOf(finishes);
}

const wrapType = (type: string): string => (type.includes("|") ? `(${type})` : type);

function addUp(
  rows: Rows,
  entryOf: (row: ValueRecord) => readonly [string, number],
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [key, number] of rows.map(entryOf)) sums.set(key, (sums.get(key) ?? 0) + number);
  return Object.fromEntries(sums);
}
