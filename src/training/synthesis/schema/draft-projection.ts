/** Tasks that ask something of many records: choose, sort, cut, and give back one thing. */

import type { Chooser } from "../chooser.ts";
import type { Draft, DraftCall, Slip } from "../draft.ts";
import { writeArgument, writeValue } from "../write-value.ts";
import { chooseFields, complexityOf } from "./choose-fields.ts";
import { drawFilter, drawFinish, drawLimit, drawSort, type Finish, type Part } from "./queries.ts";
import { sampleRecord } from "./sample-values.ts";
import {
  type Field,
  type RecordShape,
  toCamel,
  toPascal,
  toPlural,
  toVariable,
  toWords,
} from "./shape.ts";
import { interfaceOf, typeOf } from "./spell-shape.ts";

interface Plan {
  readonly name: string;
  readonly type: string;
  readonly many: string;
  readonly fields: readonly Field[];
  readonly parts: readonly Part[];
  readonly finish: Finish;
}

export function draftProjection(record: RecordShape, chooser: Chooser): Draft | undefined {
  const fields = chooseFields(record, chooser, {
    least: 2,
    most: 4,
    only: ({ shape }) => shape.kind !== "list",
  });
  if (fields === undefined) return undefined;
  const one = toVariable(record.name);
  const sort = chooser.chance(0.5) ? drawSort(fields, chooser) : undefined;
  const parts = [
    drawFilter(fields, one, chooser),
    ...(chooser.chance(0.25) ? [drawFilter(fields, one, chooser)] : []),
    ...(sort === undefined ? [] : [sort]),
    ...(sort !== undefined && chooser.chance(0.6) ? [drawLimit(chooser)] : []),
  ];
  const finish = drawFinish(fields, one, chooser);
  const plan: Plan = {
    name: nameOf(record, chooser),
    type: record.name,
    many: toPlural(one),
    fields,
    parts,
    finish,
  };
  const reference = render(
    plan,
    plan.parts.map(({ code }) => code),
    finish.code,
  );
  return {
    category: "projections",
    complexity: complexityOf(parts.length + (finish.slips.length > 0 ? 2 : 1)),
    name: plan.name,
    ...describePlan(plan, chooser),
    signature: `${interfaceOf(plan.type, fields, { isExact: true })}\n${head(plan)}`,
    reference,
    slips: chooser.shuffled(slipsOf(plan)),
    calls: makeCalls(plan, chooser),
  };
}

const nameOf = ({ name }: RecordShape, chooser: Chooser): string =>
  chooser.pick([
    `summarise${toPascal(toPlural(name))}`,
    `chosen${toPascal(toPlural(name))}`,
    `report${toPascal(toPlural(name))}`,
    `${toCamel(name)}Overview`,
    `pick${toPascal(toPlural(name))}`,
    `${toCamel(name)}Digest`,
  ]);

const typeOfField = ({ shape }: Field): string => typeOf(shape);

const head = ({ name, many, type, finish }: Plan): string =>
  `export function ${name}(${many}: readonly ${type}[]): ${finish.type(typeOfField)}`;

function render(plan: Plan, parts: readonly string[], finish: string): string {
  const {
    many,
    finish: { wrap },
    type,
    fields,
  } = plan;
  const rows = `${many}${parts.join("")}`;
  const chained = `${many}${[...parts, finish]
    .filter((code) => code !== "")
    .map((code) => `\n    ${code}`)
    .join("")}`;
  const isWrapped = wrap !== undefined && finish === plan.finish.code;
  return [
    interfaceOf(type, fields, { isExact: true }),
    "",
    `${head(plan)} {`,
    `  return ${isWrapped ? wrap(rows) : chained};`,
    "}",
    "",
  ].join("\n");
}

function slipsOf(plan: Plan): readonly Slip[] {
  const codes = plan.parts.map(({ code }) => code);
  return [
    ...plan.parts.flatMap(({ slips }, at) =>
      slips.map(({ why, code }) => ({
        why,
        text: render(plan, codes.with(at, code), plan.finish.code),
      })),
    ),
    ...plan.finish.slips.map(({ why, code }) => ({ why, text: render(plan, codes, code) })),
  ];
}

function describePlan(
  { type, parts, finish }: Plan,
  chooser: Chooser,
): Pick<Draft, "title" | "text"> {
  const things = toWords(toPlural(toWords(type)));
  const filters = parts.filter(({ code }) => code.startsWith(".filter"));
  const sort = parts.find(({ code }) => code.startsWith(".toSorted"));
  const limit = parts.find(({ code }) => code.startsWith(".slice"));
  const which = filters.map(({ says }) => says).join(" and ");
  const opening = chooser.pick([
    `From a list of ${things}, only those count ${which}.`,
    `Of all ${things} that are given, take those ${which}.`,
    `Somebody wants to know about ${things} ${which}; all others are left aside.`,
    `Consider the ${things} ${which}.`,
  ]);
  const order =
    sort &&
    (limit
      ? `They are ${sort.says}, and of these ${limit.says.includes("only") ? "only the first counts" : `${limit.says} count`}.`
      : `They are ${sort.says}.`);
  const end = chooser.pick([
    `Give back ${finish.says}.`,
    `The result is ${finish.says}.`,
    `What is wanted is ${finish.says}.`,
  ]);
  return {
    title: chooser.pick([`Ask about ${things}`, `Report on ${things}`, `Choose among ${things}`]),
    text: [opening, order, end].filter((part) => part !== undefined).join(" "),
  };
}

function makeCalls({ name, fields, parts, finish }: Plan, chooser: Chooser): readonly DraftCall[] {
  const calls = new Map<string, DraftCall>();
  for (let tries = 0; tries < 14; tries += 1) {
    const count = tries === 13 ? 0 : chooser.whole(1, 5);
    const rows = Array.from({ length: count }, () =>
      sampleRecord(fields, chooser, { isWhole: true }),
    );
    const chosen = parts.reduce(
      (before, { run }) => run(before),
      rows as Parameters<Part["run"]>[0],
    );
    const call = `${name}(${writeArgument(rows)})`;
    calls.set(call, {
      call,
      expected: { kind: "returns", expression: writeValue(finish.run(chosen)) },
    });
  }
  return [...calls.values()];
}
