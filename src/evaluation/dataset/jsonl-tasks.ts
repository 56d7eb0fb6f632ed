/** Anybody's tasks: a file with one JSON object a line. */

import { z } from "zod";
import { COMPLEXITIES, type EvaluationTask } from "../../domain/evaluation.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Example, ProseSpecification, Specification } from "../../domain/specification.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import { folderOf } from "../../std/folder-of.ts";
import type { DatasetParts } from "./dataset-parts.ts";
import { toFormalTasks } from "./formal-rows.ts";
import { readSpecificationText } from "./read-specification-text.ts";
import { splitOf } from "./split-of.ts";
import { toTask } from "./task-files.ts";

const says = z.string().trim().min(1, "it says nothing");
const examples = z.array(says).default([]);

const inline = z.strictObject({
  title: says.optional(),
  language: says,
  text: says,
  signature: says.optional(),
  examples,
  requirements: z.array(says).default([]),
});

const row = z.strictObject({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_.:+ -]{0,99}$/u, "letters, digits and - _ . : + make an id"),
  category: says.optional(),
  complexity: z.enum(COMPLEXITIES).optional(),
  specification: z.union([says, inline]),
  hidden_examples: examples,
});
type Row = z.output<typeof row>;

/** More lines are not told: whoever reads them has enough to do. */
const MOST_TOLD = 20;

/**
 * The tasks of a user's file, relative paths being relative to it. Files of contracts, one a line, are tasks too.
 *
 * @throws {Fault} `specification/invalid` with every line that is wrong.
 */
export async function readJsonlTasks(
  source: SourceText,
  parts: DatasetParts,
): Promise<readonly EvaluationTask[]> {
  if (/"(?:vc-[a-z]+|spec_text)"\s*:/u.test(source.text)) return toFormalTasks(source, parts);
  const tasks: EvaluationTask[] = [];
  const lineOf = new Map<string, number>();
  const mistakes: string[] = [];
  for (const [at, line] of source.text
    .replace(/^\uFEFF/u, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue;
    try {
      const task = await readTask(line, source.path, parts);
      const before = lineOf.get(task.id);
      if (before !== undefined) throw wrong(`the id "${task.id}" is that of line ${before}`);
      lineOf.set(task.id, at + 1);
      tasks.push(task);
    } catch (error) {
      if (!isFault(error)) throw error;
      mistakes.push(`line ${at + 1}: ${error.message}`);
    }
  }
  if (mistakes.length > 0) throw refuse(source.path, mistakes);
  if (tasks.length === 0) throw refuse(source.path, ["it holds no task"]);
  return tasks;
}

async function readTask(line: string, path: string, parts: DatasetParts): Promise<EvaluationTask> {
  const said = readRow(line);
  const specification = await readSpecification(said, path, parts);
  const own = toTask(specification);
  return {
    id: said.id,
    category: said.category ?? own?.category ?? "uncategorised",
    complexity: said.complexity ?? own?.complexity ?? "moderate",
    split: own?.split ?? splitOf(said.id, parts.sha256),
    specification,
    hiddenExamples: toExamples(said.hidden_examples, "hidden_examples", parts),
  };
}

function readRow(line: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong("it is no JSON");
  }
  const result = row.safeParse(value);
  if (result.success) return result.data;
  throw wrong(result.error.issues.map(describeIssue).join("; "));
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_union") {
    const closest = issue.errors.find(([first]) => (first?.path.length ?? 0) > 0)?.[0];
    return closest === undefined
      ? "specification: it is neither a path nor a specification"
      : describeIssue({ ...closest, path: [...issue.path, ...closest.path] });
  }
  const where = issue.path.join(".");
  return where === "" ? issue.message : `${where}: ${issue.message}`;
}

async function readSpecification(
  { id, specification: said }: Row,
  path: string,
  parts: DatasetParts,
): Promise<Specification> {
  if (typeof said !== "string") return toProse(said, id, parts);
  const file = said.startsWith("/") ? said : `${folderOf(path)}${said}`;
  return readSpecificationText({ path: file, text: await parts.files.readText(file) }, parts);
}

const toProse = (
  { title, language, text, signature, examples: shown, requirements }: z.output<typeof inline>,
  id: string,
  parts: DatasetParts,
): ProseSpecification => ({
  kind: "prose",
  name: title ?? id,
  language: findLanguage(parts, language).id,
  text,
  signature,
  examples: toExamples(shown, "examples", parts),
  requirements,
  contextFiles: [],
  testFiles: [],
  companions: [],
  grammar: undefined,
});

const toExamples = (
  lines: readonly string[],
  field: string,
  { parseExample }: DatasetParts,
): readonly Example[] =>
  lines.map((line, at) => {
    const example = parseExample(line);
    if (example !== undefined) return example;
    throw wrong(`${field}.${at}: write "call => value" or "call throws Name"`);
  });

const wrong = (what: string): Fault => new Fault("specification/invalid", what);

function refuse(path: string, mistakes: readonly string[]): Fault {
  const more = mistakes.length - MOST_TOLD;
  const told = [...mistakes.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more lines`] : [])];
  return new Fault(
    "specification/invalid",
    `Cannot use ${path} as a dataset:\n${told.map((each) => `  ${each}`).join("\n")}`,
    {
      help: 'A line: {"id": "a", "specification": "spec.md", "hidden_examples": ["f(1) => 2"]}; instead of a path: {"language", "text", "signature", "examples", "requirements"}',
    },
  );
}
