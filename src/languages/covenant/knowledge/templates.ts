/** The prompt templates by name: what they take, and the finished prompt. */

import { fileURLToPath } from "node:url";
import { Liquid } from "liquidjs";
import { Fault } from "../../../domain/fault.ts";
import { parse } from "../syntax/parse.ts";
import { renderCondensedSpecification } from "./condensed-specification.ts";
import { countInPieces } from "./count-in-pieces.ts";
import { effectsOf } from "./features.ts";
import { readProgramFacts } from "./program-facts.ts";
import type { ExampleTask } from "./score-examples.ts";
import { type SelectedExample, selectExamples } from "./select-examples.ts";
import { listTemplates, TEMPLATE_FOLDER, type TemplateDefinition } from "./template-definition.ts";
import { bullets, data, fence } from "./template-filters.ts";
import { type ParameterValues, readParameters } from "./template-parameters.ts";

export interface RenderedTemplate {
  /** `name@version`. */
  readonly template: string;
  readonly text: string;
  /** Exact, or a few too many. */
  readonly tokens: number;
  readonly examples: readonly SelectedExample[];
  readonly output: TemplateDefinition["output"];
}

export interface RenderTemplateOptions {
  readonly countTokens: (text: string) => number;
}

/** What all examples of a prompt may have, in tokens. */
const MOST_EXAMPLE_TOKENS = 1500;

/**
 * The template `name`.
 *
 * @throws {Fault} `usage/invalid` where there is none.
 */
export function describeTemplate(name: string): TemplateDefinition {
  const templates = listTemplates();
  const found = templates.find((template) => template.name === name);
  if (found !== undefined) return found;
  throw new Fault("usage/invalid", `There is no template "${name}"`, {
    help: `Templates: ${templates.map((template) => template.name).join(", ")}`,
  });
}

/**
 * The whole prompt: the language, examples that fit the task, the task, the form of the answer. Examples give way
 * where the budget is short.
 *
 * @throws {Fault} `usage/invalid` where a parameter is missing, unknown, of the wrong type, or too long for the budget.
 */
export function renderTemplate(
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  { countTokens }: RenderTemplateOptions,
): RenderedTemplate {
  const definition = describeTemplate(name);
  const values = readParameters(definition, parameters);
  const bare = renderText(definition, values, []);
  const room = definition.contextBudget - countInPieces(bare, countTokens);
  if (room < 0) {
    throw new Fault(
      "usage/invalid",
      `Cannot render "${name}": the parameters are ${-room} tokens too long for its budget of ${definition.contextBudget}`,
      { help: "Leave out what the task does not need, or split it" },
    );
  }
  const { examples } = selectExamples(taskOf(definition, values), {
    countTokens,
    // The heading of the examples costs a little, too.
    budgetTokens: Math.min(MOST_EXAMPLE_TOKENS, Math.max(0, room - 20)),
    count: definition.examples.count,
    relatedCategories: definition.examples.categories.slice(1),
  });
  const text = renderText(definition, values, examples);
  return {
    template: `${name}@${definition.version}`,
    text,
    tokens: countInPieces(text, countTokens),
    examples,
    output: definition.output,
  };
}

const engine = new Liquid({
  root: fileURLToPath(TEMPLATE_FOLDER),
  extname: ".liquid",
  cache: true,
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
});
engine.registerFilter("data", data);
engine.registerFilter("fence", fence);
engine.registerFilter("bullets", bullets);

function renderText(
  { name, output }: TemplateDefinition,
  values: ParameterValues,
  examples: readonly SelectedExample[],
): string {
  const text: string = engine.renderFileSync(`${name}/template`, {
    ...values,
    ...readProgramFacts(values),
    specification: renderCondensedSpecification().trimEnd(),
    examples: examples
      .map((example) => example.text)
      .join("\n")
      .trimEnd(),
    output: output.description,
  });
  return text;
}

/** The task as the choice of examples sees it: what the template is for and all words of the user, effects and types. */
function taskOf(
  { name, description, examples }: TemplateDefinition,
  values: ParameterValues,
): ExampleTask {
  const listOf = (parameter: string): readonly string[] => {
    const value = values[parameter];
    return Array.isArray(value) ? value : [];
  };
  const { returns, program } = values;
  const parameterTypes = listOf("parameters").map((it) => it.slice(it.indexOf(":") + 1).trim());
  const words = Object.values(values)
    .filter((value) => typeof value !== "boolean")
    .flat();
  return {
    text: [name.replaceAll("-", " "), description, ...words].join("\n"),
    category: examples.categories[0],
    effects:
      typeof program === "string" ? [...effectsOf(parse(program).program)] : listOf("effects"),
    types:
      parameterTypes.length > 0 && typeof returns === "string" ? [...parameterTypes, returns] : [],
  };
}
