/** Guards on arguments that follow from what was asked, and from nothing else. */

import type { Example } from "../../../domain/specification.ts";
import { findClosing, splitAtCommas } from "./logical-lines.ts";
import type { FunctionHead, Parameter } from "./read-head.ts";

/** What `isinstance` is asked, by the annotation up to its bracket. */
const TYPES: Readonly<Record<string, string>> = {
  str: "str",
  int: "int",
  float: "(int, float)",
  bool: "bool",
  bytes: "bytes",
  list: "list",
  dict: "dict",
  set: "set",
  tuple: "tuple",
};
const ERRORS: ReadonlySet<string> = new Set([
  "Exception",
  "ValueError",
  "TypeError",
  "KeyError",
  "IndexError",
  "LookupError",
  "ArithmeticError",
  "ZeroDivisionError",
  "OverflowError",
  "RuntimeError",
  "AttributeError",
  "OSError",
  "FileNotFoundError",
  "PermissionError",
  "TimeoutError",
  "UnicodeError",
]);
const PLAIN = /^(?:-?\d+(?:\.\d+)?|True|False|None|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')$/;

/** Statements that refuse arguments of a wrong type, and those that an example says are refused. */
export function renderGuards(
  { name, parameters }: FunctionHead,
  examples: readonly Example[],
): readonly string[] {
  const own = parameters.filter((each) => each.name !== "self" && each.name !== "cls");
  return [...own.flatMap(guardType), ...examples.flatMap((each) => guardExample(each, name, own))];
}

function guardType({ name, annotation = "", hasDefault, isSingle }: Parameter): readonly string[] {
  const plain = /^([a-z]+)(?:\[.*\])?$/s.exec(annotation)?.[1];
  const type = plain === undefined || !Object.hasOwn(TYPES, plain) ? undefined : TYPES[plain];
  // A default may be of another type: `limit: int = None`.
  if (type === undefined || hasDefault || !isSingle) return [];
  return [
    `if not isinstance(${name}, ${type}):`,
    `    raise TypeError("${name} must be of type ${plain}")`,
  ];
}

/** An example that raises is a guard where its arguments are plain values. */
function guardExample(
  { call, expected }: Example,
  name: string,
  parameters: readonly Parameter[],
): readonly string[] {
  if (expected.kind !== "throws" || !ERRORS.has(expected.name ?? "ValueError")) return [];
  const open = call.indexOf("(");
  if (call.slice(0, open).trim() !== name || findClosing(call, open) !== call.trimEnd().length - 1)
    return [];
  const given = splitAtCommas(call.trimEnd().slice(open + 1, -1));
  const known = parameters.slice(0, given.length);
  const fits = known.length === given.length && known.every(({ isSingle }) => isSingle);
  if (given.length === 0 || !fits || !given.every((value) => PLAIN.test(value))) return [];
  const test = given.map((value, at) => compare(known[at]?.name ?? "", value)).join(" and ");
  return [
    `if ${test}:`,
    `    raise ${expected.name ?? "ValueError"}(${JSON.stringify(`${call} is refused`)})`,
  ];
}

/** `True == 1` holds in Python, and so does `1 == 1.0`: the type is compared too. */
const compare = (name: string, value: string): string =>
  /^(?:True|False|None)$/.test(value)
    ? `${name} is ${value}`
    : `type(${name}) is type(${value}) and ${name} == ${value}`;
