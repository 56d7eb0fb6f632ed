import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { Files } from "../../../ports/files.ts";
import type { TemplateCatalogue, TemplateInfo } from "../../../ports/template-catalogue.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { loadTokenCounter } from "../load-token-counter.ts";
import { chooseAbleLanguage } from "../offered-ability.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";

interface PromptOptions {
  readonly language?: string;
  readonly json?: true;
}

export interface RenderPromptOptions extends PromptOptions {
  readonly set?: readonly string[];
  readonly file?: readonly string[];
}

/** `specwright prompts list`: every template, and what it is for. */
export async function listPromptsCommand(
  _args: readonly [],
  options: PromptOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const templates = await openTemplates(environment, options);
  if (options.json) for (const template of templates.list()) terminal.json(template);
  else {
    const rows = templates
      .list()
      .map(({ name, version, description }) => [`${name}@${version}`, description]);
    terminal.result(renderTable(["Template", "For"], rows));
  }
  return "accepted";
}

/** `specwright prompts show NAME`: what a template takes and what comes back. */
export async function showPromptCommand(
  [name]: readonly [string],
  options: PromptOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const templates = await openTemplates(environment, options);
  const template = templates.describe(name);
  if (options.json) terminal.json(template);
  else for (const line of describeTemplate(template)) terminal.result(line);
  return "accepted";
}

/** `specwright prompts render NAME --set key=value`: the whole prompt, to stdout. */
export async function renderPromptCommand(
  [name]: readonly [string],
  options: RenderPromptOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const templates = await openTemplates(environment, options);
  const { files } = environment;
  const parameters = readParameters(templates.describe(name), {
    ...splitPairs(options.set ?? []),
    ...(await readFiles(splitPairs(options.file ?? []), { files, directory })),
  });
  const countTokens = await loadTokenCounter();
  const rendered = templates.render(name, parameters, { countTokens });
  if (options.json) terminal.json(rendered);
  else {
    terminal.result(rendered.text.replace(/\n$/, ""));
    terminal.say(`${rendered.template}: ${rendered.tokens} tokens`);
  }
  return "accepted";
}

const openTemplates = (
  environment: CheckEnvironment,
  { language }: PromptOptions,
): Promise<TemplateCatalogue> =>
  chooseAbleLanguage(environment, "openTemplates", {
    name: language,
    what: "prompt templates",
  }).openTemplates();

/** `["a=1"]` → `{ a: "1" }` */
function splitPairs(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const mark = pair.indexOf("=");
      if (mark > 0) return [pair.slice(0, mark), pair.slice(mark + 1)];
      throw new Fault("usage/invalid", `Cannot read "${pair}": it should be name=value`);
    }),
  );
}

async function readFiles(
  paths: Readonly<Record<string, string>>,
  { files, directory }: { readonly files: Files; readonly directory: string },
): Promise<Readonly<Record<string, string>>> {
  const entries = Object.entries(paths).map(
    async ([name, path]): Promise<[string, string]> => [
      name,
      await files.readText(toProjectPath(path, directory, files.root)),
    ],
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** On a command line everything is text: lists are split at line breaks or semicolons, flags are true or false. */
function readParameters(
  { parameters }: TemplateInfo,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const types = new Map(parameters.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const type = types.get(name);
      if (type === "list")
        return [
          name,
          text
            .split(/[;\n]/)
            .map((item) => item.trim())
            .filter(Boolean),
        ];
      if (type === "boolean")
        return [name, text === "true" ? true : text === "false" ? false : text];
      return [name, text];
    }),
  );
}

function describeTemplate(template: TemplateInfo): readonly string[] {
  const { name, version, description, contextBudget, examples, parameters, output } = template;
  const rows = parameters.map((each) => [
    each.name,
    each.choices?.join("|") ?? each.type,
    each.default === undefined ? "required" : `default ${JSON.stringify(each.default)}`,
    each.description,
  ]);
  return [
    `${name}@${version}: ${description}`,
    `Budget: ${contextBudget} tokens, with up to ${examples.count} examples of ${examples.categories.join(", ")}`,
    "",
    renderTable(["Parameter", "Type", "Default", "Description"], rows),
    "",
    `Answer (${output.format}): ${escapeText(output.description.trim())}`,
  ];
}
