/** Tasks that tell right values from wrong ones. */

import type { Chooser } from "../chooser.ts";
import type { Draft, DraftCall, Slip } from "../draft.ts";
import {
  isValueRecord,
  type Value,
  type ValueRecord,
  writeArgument,
  writeValue,
} from "../write-value.ts";
import { chooseFields, complexityOf } from "./choose-fields.ts";
import { conditionsOf, isWrong } from "./conditions.ts";
import { edgesOf, sampleRecord } from "./sample-values.ts";
import { type Field, quoted, type RecordShape, toWords, withArticle } from "./shape.ts";
import { describeShape } from "./spell-shape.ts";

/** What comes back: whether it is right, what is wrong with it, or the first thing that is. */
type Mode = "whether" | "all" | "first";

interface Plan {
  readonly mode: Mode;
  readonly name: string;
  readonly fields: readonly Field[];
  /** No other fields may be there. */
  readonly isClosed: boolean;
  /** Two fields of which the first may not be greater. */
  readonly ordered: readonly [string, string] | undefined;
}

export function draftValidator(record: RecordShape, chooser: Chooser): Draft | undefined {
  const fields = chooseFields(record, chooser, { least: 2, most: 4 });
  if (fields === undefined) return undefined;
  const mode = chooser.pick<Mode>(["whether", "whether", "all", "first"]);
  const name = chooser.pickOf(NAMES[mode]).replace("X", record.name);
  const numbers = fields.filter(
    ({ shape, isRequired, isNullable }) => shape.kind === "number" && isRequired && !isNullable,
  );
  const [low, high] = numbers.length >= 2 ? chooser.some(numbers, 2) : [];
  const plan: Plan = {
    mode,
    name,
    fields,
    isClosed: mode === "whether" && chooser.chance(0.3),
    ordered:
      mode !== "first" && low !== undefined && high !== undefined && chooser.chance(0.5)
        ? [low.name, high.name]
        : undefined,
  };
  const { reference, slips } = writeCode(plan);
  const rules = fields.reduce((sum, { shape }) => sum + conditionsOf(shape, "x").length - 1, 0);
  return {
    category: "validators",
    complexity: complexityOf(rules + (plan.isClosed ? 1 : 0) + (plan.ordered ? 2 : 0)),
    name,
    ...describe(plan, record, chooser),
    signature: `export function ${name}(received: unknown): ${RESULTS[mode]}`,
    reference,
    slips: chooser.shuffled(slips),
    calls: makeCalls(plan, chooser),
  };
}

const NAMES = {
  whether: ["isX", "isValidX", "looksLikeX", "isWellFormedX", "acceptsX"],
  all: ["wrongFieldsOfX", "problemsOfX", "badFieldsOfX", "invalidPartsOfX"],
  first: ["firstProblemOfX", "firstWrongFieldOfX", "firstBadFieldOfX"],
} as const;
const RESULTS = { whether: "boolean", all: "string[]", first: "string | undefined" } as const;

function describe(
  plan: Plan,
  { name }: RecordShape,
  chooser: Chooser,
): Pick<Draft, "title" | "text"> {
  const { mode, fields, isClosed, ordered } = plan;
  const thing = toWords(name);
  const opening = chooser.pickOf(
    {
      whether: [
        `Tell whether a value that came from outside is ${withArticle(thing)}.`,
        `A value of unknown origin may or may not be a proper ${thing}; say which.`,
        `Decide if what was received can be used as ${withArticle(thing)}.`,
      ],
      all: [
        `List what is wrong with ${withArticle(thing)} that somebody sent: the names of the wrong fields, in the order in which they are described here.`,
        `Give back the names of those fields of a supposed ${thing} that break a rule, in the order below; an empty array means that all is well.`,
      ],
      first: [
        `Name the first field of a supposed ${thing} that breaks its rule, in the order given here, or give back \`undefined\` when none does.`,
        `Which field of ${withArticle(thing)} has to be corrected first? Go through them in the order below and give back the name of the first wrong one; \`undefined\` where all are right.`,
      ],
    }[mode],
  );
  const sentences = fields.map((field) => describeField(field, chooser));
  const other = {
    whether: "Whatever is no object, arrays and `null` included, is not one.",
    all: 'For a value that is no object, an array or `null` among them, the result is `["value"]`.',
    first: 'For a value that is no object, an array or `null` among them, the result is `"value"`.',
  }[mode];
  const more = isClosed
    ? chooser.pick(["Nothing else may be in it.", "Any further field makes it wrong."])
    : chooser.pick(["Further fields do no harm.", "Other fields may be there and do not matter."]);
  const order = ordered && describeOrder(plan, ordered);
  const absent = chooser.pick([
    "A field has to be there unless it is said that it may be missing.",
    "What is not called optional must not be missing.",
  ]);
  const title = {
    whether: chooser.pick([`Recognise ${withArticle(thing)}`, `Check ${withArticle(thing)}`]),
    all: `Find the wrong fields of ${withArticle(thing)}`,
    first: `Find the first wrong field of ${withArticle(thing)}`,
  }[mode];
  return {
    title,
    text: [opening, ...sentences, absent, order, more, other]
      .filter((part) => part !== undefined)
      .join(" "),
  };
}

function describeOrder({ mode }: Plan, [low, high]: readonly [string, string]): string {
  const rule = `Where both are right by themselves, ${quoted(low)} may not be greater than ${quoted(high)}`;
  return mode === "whether" ? `${rule}.` : `${rule}; if it is, ${quoted(high)} is the wrong one.`;
}

function describeField({ name, shape, isRequired, isNullable }: Field, chooser: Chooser): string {
  const what = describeShape(shape, chooser);
  const or = isNullable ? ", or `null`" : "";
  const field = quoted(name);
  if (isRequired)
    return chooser.pick([
      `The field ${field} is ${what}${or}.`,
      `Its ${field} has to be ${what}${or}.`,
      `There must be ${field}, ${what}${or}.`,
    ]);
  return chooser.pick([
    `The field ${field} is optional and may be missing; otherwise it is ${what}${or}.`,
    `If the optional ${field} is there, and it may be missing, it must be ${what}${or}.`,
    `Optional, so that it may be missing, is ${field}: ${what}${or}.`,
  ]);
}

function writeCode(plan: Plan): { readonly reference: string; readonly slips: readonly Slip[] } {
  const tests = plan.fields.map((field) => ({
    field,
    conditions: conditionsOf(field.shape, field.name),
  }));
  const codes: readonly (readonly string[])[] = tests.map(({ conditions }) =>
    conditions.map(({ code }) => code),
  );
  const render = (changed: readonly (readonly string[])[], wishes: Wishes = {}): string =>
    renderFunction(plan, changed, wishes);
  const slips: Slip[] = [];
  for (const [at, { field, conditions }] of tests.entries()) {
    const withRow = (row: readonly string[]): string => render(codes.with(at, row));
    for (const [number, { slip }] of conditions.entries()) {
      const row = codes[at] ?? [];
      if (slip !== undefined)
        slips.push({
          why: `${slip.why}: ${field.name}`,
          text: withRow(row.with(number, slip.code)),
        });
      if (number > 0)
        slips.push({
          why: `Looks too little at ${field.name}`,
          text: withRow(row.filter((_, other) => other !== number)),
        });
    }
    const why = field.isRequired
      ? `Lets ${field.name} be missing`
      : `Wants ${field.name} in any case`;
    slips.push({ why, text: render(codes, { flipped: field.name }) });
  }
  if (plan.isClosed)
    slips.push({ why: "Lets further fields be", text: render(codes, { isOpen: true }) });
  if (plan.ordered !== undefined)
    slips.push({
      why: "Does not compare the two numbers",
      text: render(codes, { isUnordered: true }),
    });
  return { reference: render(codes), slips };
}

interface Wishes {
  /** A field whose being required is mistaken. */
  readonly flipped?: string | undefined;
  readonly isOpen?: boolean | undefined;
  readonly isUnordered?: boolean | undefined;
}

function renderFunction(
  { mode, name, fields, isClosed, ordered }: Plan,
  codes: readonly (readonly string[])[],
  { flipped, isOpen = false, isUnordered = false }: Wishes,
): string {
  const bad = {
    whether: () => "return false;",
    all: (field: string) => `wrongOnes.push("${field}");`,
    first: (field: string) => `return "${field}";`,
  }[mode];
  const names = fields.map((field) => field.name);
  const lines = fields.map((field, at) => {
    const isRequired = field.isRequired !== (field.name === flipped);
    const test = (codes[at] ?? []).join(" || ");
    const guards = [
      ...(isRequired ? [] : [`${field.name} !== undefined`]),
      ...(field.isNullable ? [`${field.name} !== null`] : []),
    ];
    const whole = guards.length === 0 ? test : `${guards.join(" && ")} && (${test})`;
    return `  if (${whole}) ${bad(field.name)}`;
  });
  if (ordered !== undefined && !isUnordered)
    lines.push(...renderOrder(mode, ordered, bad(ordered[1])));
  const known = names.map((each) => JSON.stringify(each)).join(", ");
  if (isClosed && !isOpen)
    lines.push(
      `  if (Object.keys(received).some((key) => ![${known}].includes(key))) return false;`,
    );
  return [
    `export function ${name}(received: unknown): ${RESULTS[mode]} {`,
    `  if (typeof received !== "object" || received === null || Array.isArray(received)) return ${{ whether: "false", all: '["value"]', first: '"value"' }[mode]};`,
    `  const { ${names.join(", ")} } = received as Record<string, unknown>;`,
    ...(mode === "all" ? ["  const wrongOnes: string[] = [];"] : []),
    ...lines,
    `  return ${{ whether: "true", all: sortBack(ordered, names), first: "undefined" }[mode]};`,
    "}",
    "",
  ].join("\n");
}

/** What a comparison finds is told in its field's own place. */
const sortBack = (ordered: Plan["ordered"], names: readonly string[]): string =>
  ordered === undefined
    ? "wrongOnes"
    : `[${names.map((name) => JSON.stringify(name)).join(", ")}].filter((each) => wrongOnes.includes(each))`;

function renderOrder(
  mode: Mode,
  [low, high]: readonly [string, string],
  then: string,
): readonly string[] {
  const isNumbers = `typeof ${low} === "number" && typeof ${high} === "number" && ${low} > ${high}`;
  if (mode !== "all") return [`  if (${isNumbers}) ${then}`];
  return [
    `  if (!wrongOnes.includes("${low}") && !wrongOnes.includes("${high}") && ${isNumbers}) ${then}`,
  ];
}

function makeCalls(plan: Plan, chooser: Chooser): readonly DraftCall[] {
  const { name, fields } = plan;
  const good = () => sampleRecord(fields, chooser);
  const values: Value[] = [good()];
  for (const field of fields) {
    const { inside, outside } = edgesOf(field.shape, chooser);
    const withValue = (value: Value): ValueRecord => ({ ...good(), [field.name]: value });
    values.push(...inside.map(withValue), ...outside.slice(0, 3).map(withValue));
    values.push(withValue(null));
    const { [field.name]: _, ...without } = good();
    values.push(without);
  }
  values.push({ ...good(), extra: 1 }, good());
  if (plan.ordered !== undefined) {
    const [low, high] = plan.ordered;
    for (let tries = 0; tries < 4; tries += 1) {
      const one = good();
      values.push({ ...one, [low]: one[high], [high]: one[low] });
    }
  }
  values.push(chooser.pick<Value>([null, [], "text", 5]));
  const seen = new Set<string>();
  return chooser.shuffled(values).flatMap((value) => {
    const call = `${name}(${writeArgument(value)})`;
    if (seen.has(call)) return [];
    seen.add(call);
    const result = judge(plan, value);
    return [{ call, expected: { kind: "returns", expression: writeValue(result) } }];
  });
}

/** What the rules say, without the code. */
function judge({ mode, fields, isClosed, ordered }: Plan, value: Value): Value {
  if (!isValueRecord(value)) return { whether: false, all: ["value"], first: "value" }[mode];
  const wrong = new Set(
    fields.filter((field) => isWrong(field, value[field.name])).map((field) => field.name),
  );
  if (ordered !== undefined) {
    const [low, high] = ordered;
    const isFree = !wrong.has(low) && !wrong.has(high);
    if (isFree && Number(value[low]) > Number(value[high])) wrong.add(high);
  }
  const names = fields.map(({ name }) => name).filter((name) => wrong.has(name));
  if (mode === "all") return names;
  if (mode === "first") return names[0];
  const isStrange = Object.keys(value).some((key) => !fields.some(({ name }) => name === key));
  return names.length === 0 && !(isClosed && isStrange);
}
