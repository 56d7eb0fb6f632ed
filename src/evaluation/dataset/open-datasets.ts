/** The datasets of this package by name, and files of tasks by path. */

import { closest } from "fastest-levenshtein";
import { parse } from "yaml";
import { z } from "zod";
import type { EvaluationTask } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import type { DatasetEntry, DatasetParts, ReadTasks } from "./dataset-parts.ts";
import { readExampleTasks } from "./example-tasks.ts";
import { readFormalRows } from "./formal-rows.ts";
import { readJsonlTasks } from "./jsonl-tasks.ts";
import { readSignatureRows } from "./signature-rows.ts";
import { readTaskFiles } from "./task-files.ts";

/** One line a reader. */
const READERS = {
  "task-files": readTaskFiles,
  "formal-rows": readFormalRows,
  "example-tasks": readExampleTasks,
  "signature-rows": readSignatureRows,
} as const satisfies Record<string, ReadTasks>;

const LIST = { folder: "datasets", ending: "/evaluation.yaml" } as const;
const entries = z.array(
  z.strictObject({
    name: z.string(),
    reader: z.enum(Object.keys(READERS) as [keyof typeof READERS]),
    path: z.string(),
    language: z.string().optional(),
    about: z.string(),
  }),
);

/** What comes with this package. */
export async function listDatasets(
  parts: Pick<DatasetParts, "readPackageFiles">,
): Promise<readonly (DatasetEntry & { readonly reader: keyof typeof READERS })[]> {
  const [list] = await parts.readPackageFiles(LIST.folder, LIST.ending);
  return entries
    .parse(parse(list?.text ?? "[]"))
    .map((entry) => ({ ...entry, language: entry.language }));
}

/**
 * The tasks of all these datasets, each a name or the path of a `.jsonl` file. An id that two of them have is told apart
 * by its dataset: `covenant/pure.initials`.
 *
 * @throws {Fault} `usage/invalid` for an unknown name; `source/*` and `specification/invalid` for a file
 */
export async function openDatasets(
  names: readonly string[],
  parts: DatasetParts,
): Promise<readonly EvaluationTask[]> {
  const known = await listDatasets(parts);
  const sets: { readonly name: string; readonly tasks: readonly EvaluationTask[] }[] = [];
  for (const name of new Set(names)) sets.push({ name, tasks: await openOne(name, known, parts) });
  const counts = new Map<string, number>();
  for (const { id } of sets.flatMap(({ tasks }) => tasks))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return sets.flatMap(({ name, tasks }) =>
    tasks.map((task) => (counts.get(task.id) === 1 ? task : { ...task, id: `${name}/${task.id}` })),
  );
}

async function openOne(
  name: string,
  known: Awaited<ReturnType<typeof listDatasets>>,
  parts: DatasetParts,
): Promise<readonly EvaluationTask[]> {
  if (/\.jsonl$/iu.test(name))
    return readJsonlTasks({ path: name, text: await parts.files.readText(name, MOST) }, parts);
  const entry = known.find((each) => each.name === name);
  if (entry !== undefined) return READERS[entry.reader](entry, parts);
  const names = known.map((each) => each.name);
  throw new Fault("usage/invalid", `Cannot evaluate on "${name}": there is no such dataset`, {
    help: `Did you mean "${closest(name, names)}"? Datasets: ${names.join(", ")}, or a file that ends with .jsonl`,
  });
}

const MOST = { maxBytes: 500_000_000 } as const;
