/** Tasks in prose with hidden examples: `CATEGORY/NAME/task.md`, and `checks.yaml` beside it. */

import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { COMPLEXITIES, type EvaluationTask } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Example } from "../../domain/specification.ts";
import { folderOf } from "../../std/folder-of.ts";
import type { DatasetParts, ReadTasks } from "./dataset-parts.ts";
import { readSpecificationText } from "./read-specification-text.ts";
import { splitOf } from "./split-of.ts";

const checks = z.strictObject({
  complexity: z.enum(COMPLEXITIES),
  hidden: z.array(z.string().min(1)).min(1),
});

export const readExampleTasks: ReadTasks = async ({ path, language }, parts) => {
  const hidden = await parts.readPackageFiles(path, "/checks.yaml");
  const beside = new Map(hidden.map((file) => [folderOf(file.path), file]));
  const tasks: EvaluationTask[] = [];
  for (const { path: file, text } of await parts.readPackageFiles(path, "/task.md")) {
    const [category = "", name = ""] = file.split("/").slice(-3);
    const check = beside.get(folderOf(file));
    if (check === undefined) throw broken(file, "there is no checks.yaml beside it");
    const { complexity, hiddenExamples } = readChecks(check, parts);
    const id = `${category}.${name}`;
    // A task without a title is called by its folder.
    const source = { path: `${folderOf(file)}${name}.md`, text };
    const specification = await readSpecificationText(source, parts, language);
    const split = splitOf(id, parts.sha256);
    tasks.push({ id, category, complexity, split, specification, hiddenExamples });
  }
  return tasks;
};

function readChecks(
  { path, text }: SourceText,
  { parseExample }: DatasetParts,
): Pick<EvaluationTask, "complexity" | "hiddenExamples"> {
  const result = checks.safeParse(parseYaml(text, path));
  if (!result.success) throw broken(path, z.prettifyError(result.error));
  const { complexity, hidden } = result.data;
  const hiddenExamples = hidden.map((line): Example => {
    const example = parseExample(line);
    if (example === undefined) throw broken(path, `${JSON.stringify(line)} is no example`);
    return example;
  });
  return { complexity, hiddenExamples };
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw broken(path, error.message);
  }
}

const broken = (path: string, what: string): Fault =>
  new Fault("specification/invalid", `Cannot use ${path} as a task: ${what}`);
