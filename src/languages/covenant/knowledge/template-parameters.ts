/** Holds the values given for a template against its parameters. */

import { Fault } from "../../../domain/fault.ts";
import type { TemplateDefinition, TemplateParameter } from "./template-definition.ts";

export type ParameterValue = string | boolean | readonly string[];
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** One text or item may be so long, in UTF-16 units; the budget is counted in tokens only afterwards. */
const LONGEST = 100_000;

/**
 * The value of every parameter, given or by default.
 *
 * @throws {Fault} `usage/invalid` with every missing, unknown or wrong one in the message.
 */
export function readParameters(
  { name, parameters }: TemplateDefinition,
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const values = new Map<string, ParameterValue>();
  const problems = Object.keys(given)
    .filter((key) => !known.has(key))
    .map((key) => `"${key}" is unknown`);
  for (const parameter of parameters) {
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const problem = value === undefined ? missing(parameter) : findProblem(parameter, value);
    if (problem !== undefined) problems.push(`"${parameter.name}" ${problem}`);
    else values.set(parameter.name, (value ?? defaultOf(parameter)) as ParameterValue);
  }
  if (problems.length === 0) return Object.fromEntries(values);
  throw new Fault("usage/invalid", `Cannot render "${name}": ${problems.join("; ")}`, {
    help: `Parameters: ${parameters.map(describeParameter).join(", ")}`,
  });
}

const missing = (parameter: TemplateParameter): string | undefined =>
  "required" in parameter ? "is missing" : undefined;

const defaultOf = (parameter: TemplateParameter): ParameterValue | undefined =>
  "default" in parameter ? parameter.default : undefined;

const describeParameter = (parameter: TemplateParameter): string =>
  `${parameter.name} (${parameter.type}${"required" in parameter ? ", required" : ""})`;

function findProblem(parameter: TemplateParameter, value: unknown): string | undefined {
  if ([value].flat().some((text) => typeof text === "string" && text.length > LONGEST))
    return `is longer than ${LONGEST} characters`;
  switch (parameter.type) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "is not true or false";
    case "list":
      return Array.isArray(value) && value.every((item) => isText(item))
        ? undefined
        : "is not a list of texts";
    case "choice":
      return parameter.choices.some((choice) => choice === value)
        ? undefined
        : `is not one of ${parameter.choices.join(", ")}`;
    case "name":
      return typeof value === "string" && /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(value)
        ? undefined
        : "is not a name of letters, digits and underscores, dotted or not";
    case "line":
      return isText(value) && !/[\r\n]/.test(value) ? undefined : "is not a line of text";
    case "text":
    case "code":
      return isText(value) ? undefined : "is not a text";
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
