/** Tasks that read a record from a line of text. */

import type { Chooser } from "../chooser.ts";
import type { Draft, Slip } from "../draft.ts";
import { chooseFields, complexityOf } from "./choose-fields.ts";
import { type LineFormat, makeCalls, rangeOf } from "./line-format.ts";
import { type Field, listWords, quoted, type RecordShape, toWords, withArticle } from "./shape.ts";
import { interfaceOf } from "./spell-shape.ts";

export function draftParser(record: RecordShape, chooser: Chooser): Draft | undefined {
  const fields = chooseFields(record, chooser, {
    least: 2,
    most: 4,
    only: ({ shape }) =>
      shape.kind !== "list" && !(shape.kind === "text" && shape.pattern !== undefined),
  });
  if (fields === undefined) return undefined;
  const [yes, no] = chooser.pick<readonly [string, string]>([
    ["yes", "no"],
    ["true", "false"],
    ["1", "0"],
    ["on", "off"],
  ]);
  const plan: LineFormat = {
    name: `${chooser.pick(["parse", "read", "from", "decode"])}${record.name}${chooser.pick(["", "Line", "Text"])}`,
    type: record.name,
    fields,
    mark: chooser.pick([";", "|", ",", "/", "~"]),
    sign: chooser.chance(0.5) ? chooser.pick(["=", ":"]) : undefined,
    isTrimmed: chooser.chance(0.6),
    isThrown: chooser.chance(0.3),
    yes,
    no,
  };
  return {
    category: "parsers",
    complexity: complexityOf(
      fields.length + (plan.sign === undefined ? 0 : 2) + (plan.isTrimmed ? 1 : 0),
    ),
    name: plan.name,
    ...describePlan(plan, chooser),
    signature: `${interfaceOf(plan.type, fields, { isExact: true })}\n${head(plan)}`,
    reference: render(plan),
    slips: chooser.shuffled(slipsOf(plan)),
    calls: makeCalls(plan, chooser),
  };
}

const head = ({ name, type, isThrown }: LineFormat): string =>
  `export function ${name}(written: string): ${type}${isThrown ? "" : " | undefined"}`;

function describePlan(plan: LineFormat, chooser: Chooser): Pick<Draft, "title" | "text"> {
  const { type, fields, mark, sign, isTrimmed, isThrown } = plan;
  const thing = toWords(type);
  const names = listWords(fields.map(({ name }) => quoted(name)));
  const between = quoted(JSON.stringify(mark));
  const opening =
    sign === undefined
      ? chooser.pick([
          `A line holds ${withArticle(thing)}: ${names}, in this order, with ${between} between them.`,
          `Read ${withArticle(thing)} from one line of text, in which ${names} stand in this order, parted by ${between}.`,
        ])
      : chooser.pick([
          `${cap(withArticle(thing))} is written on one line as pieces such as ${quoted(`${fields[0]?.name}${sign}…`)}, with ${between} between the pieces. The names are ${names}; each must occur exactly once, in any order, and no other name may occur.`,
          `Read ${withArticle(thing)} from a line of named pieces. A piece is a name, ${quoted(sign)} and a value, where the first ${quoted(sign)} ends the name; pieces are parted by ${between}. Exactly the names ${names} must be there, once each, in whatever order.`,
        ]);
  const blanks = isTrimmed
    ? chooser.pick([
        "Blanks around pieces, names and values do not count.",
        "Names and values may have blanks around them, which are dropped.",
      ])
    : chooser.pick(["Blanks are characters like any other.", "Blanks are never dropped."]);
  const rules = fields.map((field) => describeRule(field, plan));
  const failure = isThrown
    ? chooser.pick([
        "A line of any other form makes it throw an `Error`.",
        "Throw an `Error` for every other line.",
      ])
    : chooser.pick([
        "For every other line the result is `undefined`.",
        "Anything else gives `undefined`.",
      ]);
  return {
    title: chooser.pick([
      `Read ${withArticle(thing)} from a line`,
      `${cap(thing)} from text`,
      `Parse ${withArticle(thing)}`,
    ]),
    text: [opening, blanks, ...rules, failure].join(" "),
  };
}

const cap = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function describeRule({ name, shape }: Field, { yes, no }: LineFormat): string {
  const field = quoted(name);
  if (shape.kind === "flag")
    return `${field} is written ${quoted(yes)} for true and ${quoted(no)} for false.`;
  if (shape.kind === "choice")
    return `${field} is ${listWords(
      shape.values.map((value) => quoted(value)),
      "or",
    )}, written exactly so.`;
  if (shape.kind === "number") {
    const { low, high } = rangeOf(shape);
    const range =
      high === undefined
        ? low === 0
          ? ""
          : ` and is at least ${low}`
        : ` and is from ${low} to ${high}`;
    return `${field} is written in decimal digits alone${range}.`;
  }
  return `${field} is any text but the empty one.`;
}

type Lapse = "untrimmed" | "any count" | "any number" | "empty text" | "twice" | "flag";

function render(plan: LineFormat, lapse?: Lapse): string {
  const { fields, mark, sign, isThrown, type } = plan;
  const fail = isThrown ? `throw new Error("No ${toWords(type)}");` : "return undefined;";
  const trims = plan.isTrimmed && lapse !== "untrimmed";
  const names = fields.map(({ name }) => name);
  const trim = trims ? ".trim()" : "";
  const split = `written.split(${JSON.stringify(mark)})`;
  const locals = names.map((name) => `${name} = ""`).join(", ");
  const opening =
    sign === undefined
      ? [
          `  const allPieces = ${split}${trims ? ".map((piece) => piece.trim())" : ""};`,
          ...(lapse === "any count" ? [] : [`  if (allPieces.length !== ${names.length}) ${fail}`]),
          `  const [${locals}] = allPieces;`,
        ]
      : [
          "  const foundValues = new Map<string, string>();",
          `  for (const piece of ${split}) {`,
          `    const at = piece.indexOf(${JSON.stringify(sign)});`,
          `    if (at < 0) ${fail}`,
          `    const pieceName = piece.slice(0, at)${trim};`,
          ...(lapse === "twice" ? [] : [`    if (foundValues.has(pieceName)) ${fail}`]),
          `    foundValues.set(pieceName, piece.slice(at + 1)${trim});`,
          "  }",
          ...(lapse === "any count" ? [] : [`  if (foundValues.size !== ${names.length}) ${fail}`]),
          `  const [${names.join(", ")}] = [${names.map((name) => `foundValues.get("${name}")`).join(", ")}];`,
          `  if (${names.map((name) => `${name} === undefined`).join(" || ")}) ${fail}`,
        ];
  return [
    interfaceOf(type, fields, { isExact: true }),
    "",
    `${head(plan)} {`,
    ...opening,
    ...fields.flatMap((field) => renderRule(field, plan, fail, lapse)),
    `  return { ${fields.map((field) => renderValue(field, plan)).join(", ")} };`,
    "}",
    "",
  ].join("\n");
}

function renderRule(
  { name, shape }: Field,
  { yes, no }: LineFormat,
  fail: string,
  lapse: Lapse | undefined,
): readonly string[] {
  if (shape.kind === "flag")
    return lapse === "flag" ? [] : [`  if (${name} !== "${yes}" && ${name} !== "${no}") ${fail}`];
  // Tests one by one narrow the text to the words.
  if (shape.kind === "choice") return [`  if (${tests(name, shape.values)}) ${fail}`];
  if (shape.kind === "number") {
    const { low, high } = rangeOf(shape);
    const range = [
      ...(low === 0 ? [] : [`Number(${name}) < ${low}`]),
      ...(high === undefined ? [] : [`Number(${name}) > ${high}`]),
    ].map((test) => ` || ${test}`);
    return lapse === "any number"
      ? [`  if (${name} === "" || Number.isNaN(Number(${name}))${range.join("")}) ${fail}`]
      : [`  if (!/^[0-9]+$/.test(${name})${range.join("")}) ${fail}`];
  }
  return lapse === "empty text" ? [] : [`  if (${name} === "") ${fail}`];
}

const tests = (name: string, values: readonly string[]): string =>
  values.map((value) => `${name} !== ${JSON.stringify(value)}`).join(" && ");

const renderValue = ({ name, shape }: Field, { yes }: LineFormat): string => {
  if (shape.kind === "flag") return `${name}: ${name} === "${yes}"`;
  return shape.kind === "number" ? `${name}: Number(${name})` : name;
};

function slipsOf(plan: LineFormat): readonly Slip[] {
  const has = (kind: string): boolean => plan.fields.some(({ shape }) => shape.kind === kind);
  const lapses: readonly (readonly [Lapse, string, boolean])[] = [
    ["untrimmed", "Keeps blanks", plan.isTrimmed],
    ["any count", "Takes further pieces", true],
    ["any number", "Takes numbers in any notation", has("number")],
    ["empty text", "Takes the empty text", has("text")],
    ["twice", "Takes a name twice", plan.sign !== undefined],
    ["flag", "Takes any word for a flag", has("flag")],
  ];
  return lapses.flatMap(([lapse, why, isThere]) =>
    isThere ? [{ why, text: render(plan, lapse) }] : [],
  );
}
