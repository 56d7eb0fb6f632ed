/** The example programs, read from their files when first asked for. */

import { readdirSync, readFileSync } from "node:fs";
import { parse } from "../syntax/parse.ts";
import { CATEGORIES, type Category } from "./categories.ts";
import { effectsOf, type Feature, featuresOf } from "./features.ts";
import { PROMPT_FOLDER } from "./prompt-folder.ts";

export const COMPLEXITIES = ["simple", "moderate", "complex"] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

export interface CatalogueExample {
  /** Category and file name: `crud/add-plant`. */
  readonly id: string;
  readonly title: string;
  /** What a user would have asked to get it. */
  readonly description: string;
  readonly category: Category;
  readonly complexity: Complexity;
  readonly tags: readonly string[];
  /** The program, without the comments that describe it. */
  readonly code: string;
  readonly features: ReadonlySet<Feature>;
  /** Names of all effects that it declares. */
  readonly effects: ReadonlySet<string>;
}

const FOLDER = new URL("examples/", PROMPT_FOLDER);

let catalogue: readonly CatalogueExample[] | undefined;

/** All examples, by id. */
export function listExamples(): readonly CatalogueExample[] {
  catalogue ??= CATEGORIES.flatMap((category) =>
    readdirSync(new URL(`${category}/`, FOLDER))
      .filter((file) => file.endsWith(".cov"))
      .sort()
      .map((file) => readExample(category, file)),
  ).sort((left, right) => (left.id < right.id ? -1 : 1));
  return catalogue;
}

function readExample(category: Category, file: string): CatalogueExample {
  const text = readFileSync(new URL(`${category}/${file}`, FOLDER), "utf8");
  const id = `${category}/${file.slice(0, -".cov".length)}`;
  const code = text.replace(/^(?:\/\/.*\n)*\s*/, "");
  const header = new Map(
    [...text.slice(0, text.length - code.length).matchAll(/^\/\/ (\w+): (.+)$/gm)].map(
      ([, key = "", value = ""]) => [key, value],
    ),
  );
  const need = (key: string): string => {
    const value = header.get(key);
    if (value === undefined) throw new Error(`The example "${id}" has no ${key}`);
    return value;
  };
  const complexity = COMPLEXITIES.find((it) => it === need("complexity"));
  if (complexity === undefined || need("category") !== category)
    throw new Error(`The header of the example "${id}" does not fit its folder or complexity`);
  const { program } = parse(code);
  return {
    id,
    title: need("title"),
    description: need("description"),
    category,
    complexity,
    tags: need("tags").split(", "),
    code,
    features: featuresOf(program),
    effects: effectsOf(program),
  };
}

/** An example as a prompt shows it. */
export const renderExample = ({ title, description, code }: CatalogueExample): string =>
  `### ${title}\n${description}\n\`\`\`covenant\n${code}\`\`\`\n`;
