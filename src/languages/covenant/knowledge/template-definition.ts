/** What `template.yaml` says about a prompt template. */

import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { CATEGORIES } from "./categories.ts";
import { PROMPT_FOLDER } from "./prompt-folder.ts";

const text = z.string().min(1);
const named = { name: text, description: text };
/** A parameter without a default must be given. */
const must = { required: z.literal(true) };
const mayBeText = { default: z.string() };
const parameterSchema = z.union([
  /** `name` is an identifier, dotted or not; `line` one line of text, `text` any; `code` a program or a schema. */
  z.strictObject({ ...named, type: z.enum(["name", "line", "text", "code"]), ...must }),
  z.strictObject({ ...named, type: z.enum(["name", "line", "text", "code"]), ...mayBeText }),
  z.strictObject({ ...named, type: z.literal("list"), ...must }),
  z.strictObject({ ...named, type: z.literal("list"), default: z.array(z.string()) }),
  z.strictObject({ ...named, type: z.literal("choice"), choices: z.array(text).min(2), ...must }),
  z.strictObject({
    ...named,
    type: z.literal("choice"),
    choices: z.array(text).min(2),
    default: z.string(),
  }),
  z.strictObject({ ...named, type: z.literal("boolean"), default: z.boolean() }),
]);

const definitionSchema = z.strictObject({
  version: z.int().min(1),
  description: text,
  contextBudget: z.int().min(1),
  examples: z.strictObject({
    categories: z.array(z.enum(CATEGORIES)).min(1),
    count: z.int().min(0).max(3),
  }),
  parameters: z.array(parameterSchema),
  output: z.strictObject({
    format: z.enum(["covenant-file", "covenant-file-and-notes"]),
    description: text,
  }),
});

export type TemplateParameter = Readonly<z.infer<typeof parameterSchema>>;

export interface TemplateDefinition {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  /** Tokens that the whole prompt may have. */
  readonly contextBudget: number;
  /** Which examples suit, the task's own category first, and how many. */
  readonly examples: {
    readonly categories: readonly (typeof CATEGORIES)[number][];
    readonly count: number;
  };
  readonly parameters: readonly TemplateParameter[];
  readonly output: {
    readonly format: "covenant-file" | "covenant-file-and-notes";
    readonly description: string;
  };
}

/** One folder a template; files beside them are parts that several use. */
export const TEMPLATE_FOLDER = new URL("templates/", PROMPT_FOLDER);

let definitions: readonly TemplateDefinition[] | undefined;

/** All templates, by name. */
export function listTemplates(): readonly TemplateDefinition[] {
  definitions ??= readdirSync(TEMPLATE_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const file = new URL(`${name}/template.yaml`, TEMPLATE_FOLDER);
      return { name, ...definitionSchema.parse(parse(readFileSync(file, "utf8"))) };
    });
  return definitions;
}
