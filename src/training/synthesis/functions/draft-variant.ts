/** Tasks made of a project's own functions: under another name, one after the other, with a value fixed, over lists. */

import { fence } from "../../../std/fence.ts";
import type { Chooser } from "../chooser.ts";
import type { Draft, Slip } from "../draft.ts";
import { complexityOf } from "../schema/choose-fields.ts";
import { listWords, quoted, toCamel, toPascal, toWords } from "../schema/shape.ts";
import { type Value, writeArgument } from "../write-value.ts";
import type { PlainFunction } from "./read-functions.ts";
import { type PlainType, samplePlain } from "./read-type.ts";

/** What all variants are: some code that is there, and one line on top of it. */
interface Variant {
  readonly category: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly used: readonly PlainFunction[];
  readonly parameters: readonly {
    readonly name: string;
    readonly written: string;
    readonly type: PlainType;
  }[];
  readonly returns: string;
  readonly body: string;
  /** Bodies that are wrong. */
  readonly slips: readonly { readonly why: string; readonly body: string }[];
}

const MOST_CALLS = 16;

/** Another name, the parameters in another order; only the comment says what it does. */
export function draftRenamed(own: PlainFunction, chooser: Chooser): Draft | undefined {
  const { parameters, description, name, returns } = own;
  const turned = parameters.length > 1 ? parameters.toReversed() : parameters;
  const called = chooser.pick([
    `${name}Anew`,
    `ownVersionOf${toPascal(name)}`,
    `${name}Again`,
    `make${toPascal(name)}`,
  ]);
  const order =
    parameters.length > 1
      ? ` It takes ${listWords(turned.map((each) => quoted(each.name)))}, in this order.`
      : chooser.pick([
          ` It takes ${quoted(turned[0]?.name ?? "")}.`,
          ` What it is given is ${quoted(turned[0]?.name ?? "")}.`,
        ]);
  const inOrder = parameters.map((each) => each.name);
  return toDraft(
    {
      category: "renamed",
      name: called,
      title: headline(description),
      text: `${description}${order}`,
      used: [own],
      parameters: turned,
      returns,
      body: `${name}(${inOrder.join(", ")})`,
      slips: isAlike(parameters)
        ? [
            {
              why: "Takes its parameters in the other order",
              body: `${name}(${inOrder.toReversed().join(", ")})`,
            },
          ]
        : [],
    },
    chooser,
  );
}

/** One function's result goes into another. */
export function draftComposed(
  own: PlainFunction,
  others: readonly PlainFunction[],
  chooser: Chooser,
): Draft | undefined {
  const [first] =
    others.length === 0 ? [] : chooser.shuffled(others.filter((other) => fits(own, other)));
  if (first === undefined) return undefined;
  const inner = own;
  const [input] = first.parameters;
  const extra = first.parameters
    .slice(1)
    .map((each) => ({ ...each, name: uniqueName(each.name, inner) }));
  const inside = `${inner.name}(${inner.parameters.map((each) => each.name).join(", ")})`;
  const rest = extra.map((each) => `, ${each.name}`).join("");
  return toDraft(
    {
      category: "composed",
      name: `${inner.name}Then${toPascal(first.name)}`,
      title: `${toWordsOf(inner.name)}, then ${toWords(first.name)}`,
      text: given(
        [inner, first],
        chooser.pick([
          `What ${quoted(inner.name)} gives is handed to ${quoted(first.name)} as its ${quoted(input?.name ?? "")}; that result is wanted.`,
          `Put the two in a row: ${quoted(inner.name)} comes first, and ${quoted(first.name)} takes its result as ${quoted(input?.name ?? "")}.`,
        ]) +
          (extra.length === 0
            ? ""
            : ` Further parameters of ${quoted(first.name)} follow those of ${quoted(inner.name)}.`),
      ),
      used: [inner, first],
      parameters: [...inner.parameters, ...extra],
      returns: first.returns,
      body: `${first.name}(${inside}${rest})`,
      slips: [
        ...(first.returns === inner.returns
          ? [{ why: "Leaves out the second step", body: inside }]
          : []),
        ...(inner.parameters[0]?.written === input?.written
          ? [
              {
                why: "Leaves out the first step",
                body: `${first.name}(${inner.parameters[0]?.name}${rest})`,
              },
            ]
          : []),
      ],
    },
    chooser,
  );
}

const fits = (inner: PlainFunction, outer: PlainFunction): boolean =>
  inner.name !== outer.name &&
  spelling(inner.returns) === spelling(outer.parameters[0]?.written ?? "") &&
  // Two pieces of one file may bring the same declaration; then both would stand there.
  !inner.types.some((type) => outer.types.includes(type));

const spelling = (type: string): string => type.replaceAll(/\breadonly\s+|\s+/gu, "");

/** One parameter is settled. */
export function draftApplied(own: PlainFunction, chooser: Chooser): Draft | undefined {
  if (own.parameters.length < 2) return undefined;
  const fixed = chooser.pickOf(own.parameters);
  if (!["number", "text", "flag", "either"].includes(fixed.type.kind)) return undefined;
  const value = samplePlain(fixed.type, { literals: own.literals, isTame: false }, chooser);
  const other = samplePlain(fixed.type, { literals: own.literals, isTame: false }, chooser);
  if (value === undefined || (typeof value === "string" && !/^[\w .-]*$/u.test(value)))
    return undefined;
  const call = (settled: Value): string =>
    `${own.name}(${own.parameters.map((each) => (each === fixed ? writeArgument(settled) : each.name)).join(", ")})`;
  const shown = quoted(writeArgument(value));
  return toDraft(
    {
      category: "partially-applied",
      name: `${own.name}${chooser.pick(["With", "At", "For"])}Fixed${toPascal(fixed.name)}`,
      title: `${toWordsOf(own.name)} with ${toWords(fixed.name)} settled`,
      text: given(
        [own],
        chooser.pick([
          `In one place its ${quoted(fixed.name)} is always ${shown}. Write the function for that place, which takes the other parameters in the same order.`,
          `Settle ${quoted(fixed.name)} at ${shown} and leave the other parameters as they are.`,
        ]),
      ),
      used: [own],
      parameters: own.parameters.filter((each) => each !== fixed),
      returns: own.returns,
      body: call(value),
      slips:
        other === value
          ? []
          : [{ why: `Settles it at ${writeArgument(other)}`, body: call(other) }],
    },
    chooser,
  );
}

/** Over a list, and perhaps only what is different. */
export function draftListed(own: PlainFunction, chooser: Chooser): Draft | undefined {
  const [first, ...rest] = own.parameters;
  if (first === undefined) return undefined;
  const many = uniqueName(`${first.name}List`, own);
  const others = rest.map((each) => `, ${each.name}`).join("");
  const mapped = `${many}.map((${first.name}) => ${own.name}(${first.name}${others}))`;
  const isPlain = /^(?:number|string|boolean)$/u.test(own.returns);
  const kind = chooser.pickOf(
    isPlain ? ["each", "different", "reversed", "last"] : ["each", "reversed", "last"],
  );
  const [says, body, wrong] = {
    each: [`the results for all of a list, in its order`, mapped, `${mapped}.toReversed()`],
    different: [
      `the different results for a list, each once, where it first occurs`,
      `[...new Set(${mapped})]`,
      mapped,
    ],
    reversed: [`the results for a list, the last one first`, `${mapped}.toReversed()`, mapped],
    last: [
      `the result for the last of a list as the only item of an array, and the empty array for the empty list`,
      `${mapped}.slice(-1)`,
      `${mapped}.slice(0, 1)`,
    ],
  }[kind] as [string, string, string];
  return toDraft(
    {
      category: "over-lists",
      name: `${kind}${toPascal(own.name)}`,
      title: `${toWordsOf(own.name)} over a list`,
      text: given(
        [own],
        `${chooser.pick(["Give back", "What is wanted:", "The new function gives"])} ${says}.${rest.length > 0 ? ` The other parameters follow the list and are the same for all.` : ""}`,
      ),
      used: [own],
      parameters: [
        {
          name: many,
          written: `readonly ${inBrackets(first.written)}[]`,
          type: { kind: "list", items: first.type },
        },
        ...rest,
      ],
      returns: `${inBrackets(own.returns)}[]`,
      body,
      slips: [
        { why: "In another order, or too many", body: wrong },
        { why: "Without the last of the list", body: body.replace(many, `${many}.slice(0, -1)`) },
      ],
    },
    chooser,
  );
}

/** The code that the task builds on is shown: nothing of it has to be guessed. */
const given = (functions: readonly PlainFunction[], wish: string): string =>
  `${functions.length === 1 ? "This code is there" : "These functions are there"}:\n\n${functions.map(({ code }) => fence(code, "")).join("\n\n")}\n\n${wish} Repeat in the file whatever of it is used; nothing can be imported.`;

const toWordsOf = (name: string): string => {
  const words = toWords(name);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

const inBrackets = (type: string): string => (/^\w+$/u.test(type) ? type : `(${type})`);

/** The first words of what is said, where they fit into a title. */
const headline = (description: string): string => {
  const [first = ""] = description.split(/[.;:,(]/u);
  return first.length <= 60 ? first.trim() : `${first.slice(0, 57).trim()}…`;
};

const isAlike = (parameters: readonly { readonly written: string }[]): boolean =>
  parameters.length === 2 && parameters[0]?.written === parameters[1]?.written;

const uniqueName = (name: string, { parameters, name: own }: PlainFunction): string =>
  parameters.some((each) => each.name === name) || own === name
    ? `other${toPascal(name)}`
    : toCamel(name);

function toDraft(variant: Variant, chooser: Chooser): Draft {
  const { used, name, parameters, returns, body, category, title, text } = variant;
  const types = [...new Set(used.flatMap((each) => each.types))];
  const head = `export function ${name}(${parameters.map((each) => `${each.name}: ${each.written}`).join(", ")}): ${returns}`;
  const code = used.map((each) => each.code).join("\n\n");
  // Types that the signature speaks of are part of it.
  const declared = withExports(
    code,
    types.filter((type) => new RegExp(`\\b${type}\\b`, "u").test(head)),
  );
  const declarations = types
    .filter((type) => new RegExp(`\\b${type}\\b`, "u").test(head))
    .flatMap((type) => findExported(type, declared) ?? []);
  const render = (last: string): string => `${declared}\n\n${head} {\n  return ${last};\n}\n`;
  const literals = {
    numbers: used.flatMap((each) => each.literals.numbers),
    texts: used.flatMap((each) => each.literals.texts),
  };
  const drawing = { literals, isTame: category === "renamed" };
  const calls = new Set<string>();
  for (let tries = 0; tries < MOST_CALLS * 2 && calls.size < MOST_CALLS; tries += 1) {
    const values = parameters.map((each) => samplePlain(each.type, drawing, chooser));
    calls.add(`${name}(${values.map(writeArgument).join(", ")})`);
  }
  return {
    category,
    complexity: complexityOf(Math.round(code.split("\n").length / 3)),
    name,
    title,
    text,
    signature: [...declarations, head].join("\n"),
    reference: render(body),
    slips: variant.slips.map(({ why, body: wrong }): Slip => ({ why, text: render(wrong) })),
    calls: [...calls].map((call) => ({ call, expected: undefined })),
  };
}

const withExports = (code: string, types: readonly string[]): string =>
  types.reduce(
    (before, type) =>
      before.replace(new RegExp(`^(?=(?:interface|type)\\s+${type}\\b)`, "mu"), "export "),
    code,
  );

function findExported(type: string, code: string): string | undefined {
  const found = new RegExp(
    `^export (?:interface ${type}\\s*\\{[\\s\\S]*?^\\}|interface ${type}\\s*\\{[^\\n]*\\}|type ${type}\\b[^;]*;)`,
    "mu",
  ).exec(code)?.[0];
  return found?.replaceAll(/\s+/gu, " ");
}
