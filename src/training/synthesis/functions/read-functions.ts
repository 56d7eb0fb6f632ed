/** The functions of a file that tasks can be made of: exported, pure, and called with plain values. */

import type { FunctionOutline, SourceConstruct } from "../../../ports/migration.ts";
import { findLiterals, type Literals, type PlainType, readType } from "./read-type.ts";

export interface PlainFunction {
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly written: string;
    readonly type: PlainType;
  }[];
  readonly returns: string;
  /** What it does, in its author's words, as sentences. */
  readonly description: string;
  /** With all that it uses, nothing exported. */
  readonly code: string;
  /** Types that its signature speaks of, exported. */
  readonly types: readonly string[];
  readonly literals: Literals;
}

/** What makes a function give other values than its arguments decide, or more than values. */
const IMPURE: Partial<Record<SourceConstruct["kind"], string>> = {
  "changed-argument": "it changes its arguments",
  "function-argument": "it takes a function",
  "module-state": "it changes what the file holds",
  "left-out": "it uses more of its file than can be shown",
  "type-parameter": "it has type parameters",
  "variable-arguments": "it takes any number of arguments",
  "destructured-parameter": "it takes its parameters apart",
  overload: "it has several signatures",
  decorator: "it is decorated",
  markup: "it holds markup",
};

/** Names whose calls give the same for the same, on every machine. */
const PURE =
  /^(?:\*|Math|String|Number|Array|Object|Boolean|BigInt|JSON|Set|Map|RegExp|Error|TypeError|RangeError|SyntaxError|parseInt|parseFloat|isNaN|isFinite|encodeURIComponent|decodeURIComponent|NaN|Infinity|undefined)(?:\.|$)/u;
const MOST_LINES = 120;

/** A function, or why no task can be made of it. */
export function readFunction(outline: FunctionOutline): PlainFunction | string {
  const { name, parameters, returns, description, text, surroundings } = outline;
  if (outline.isAsync || outline.isGenerator) return "it does not give its value back at once";
  const construct = outline.constructs.find(({ kind }) => kind in IMPURE);
  if (construct !== undefined) return IMPURE[construct.kind] ?? "";
  const call = outline.calls.find(
    (each) => !PURE.test(each) || /\.(?:random|toLocale\w*)$/u.test(each),
  );
  if (call !== undefined) return `it calls ${call}, which may give another value another time`;
  const said = description === undefined ? "" : toSentences(description);
  if (said === "") return "no comment says what it does";
  if (parameters.length === 0) return "it takes nothing";
  if (returns === undefined || /^(?:void|unknown|any|never)$/u.test(returns))
    return "its source does not say what it gives back";
  const read = parameters.map((parameter) => ({
    name: parameter.name,
    written: parameter.type ?? "",
    type: parameter.type === undefined ? undefined : readType(parameter.type, surroundings),
    defaultValue: parameter.defaultValue,
  }));
  const strange = read.find(
    ({ type, defaultValue }) => type === undefined || defaultValue !== undefined,
  );
  if (strange !== undefined)
    return strange.defaultValue === undefined
      ? `its parameter "${strange.name}" is of no plain type`
      : `its parameter "${strange.name}" has a default`;
  const code = [surroundings, text]
    .filter((part) => part !== "")
    .join("\n\n")
    .trim();
  if (/^\s*import\b/mu.test(code)) return "it uses other files";
  if (code.split("\n").length > MOST_LINES)
    return `it is longer than ${MOST_LINES} lines with all that it uses`;
  const own = withoutExports(code);
  return {
    name,
    parameters: read.flatMap(({ name: each, written, type }) =>
      type === undefined ? [] : [{ name: each, written, type }],
    ),
    returns,
    description: said,
    code: own,
    types: [...surroundings.matchAll(/^(?:export\s+)?(?:interface|type)\s+(\w+)/gmu)].map(
      ([, type]) => type ?? "",
    ),
    literals: findLiterals(own),
  };
}

const withoutExports = (code: string): string => code.replaceAll(/^export (?:default )?/gmu, "");

/** The first words of a comment, without its tags. */
function toSentences(description: string): string {
  const [said = ""] = description.split(/\n\s*@|^\s*@/u);
  const text = said.replaceAll(/\s+/gu, " ").trim();
  if (!/\p{L}{2}.*\p{L}{2}/u.test(text)) return "";
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

/** Whether the file exports it. */
export const isExported = ({ name, text }: FunctionOutline): boolean =>
  /^\w+$/u.test(name) &&
  new RegExp(`^export\\s+(?:async\\s+)?(?:function|const)\\s+${name}\\b`, "mu").test(text);
