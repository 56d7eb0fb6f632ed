/** Files of contracts, one a line, as public benchmarks have them. */

import type { Complexity, EvaluationTask } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import { folderOf, nameOf } from "../../std/folder-of.ts";
import type { DatasetParts, ReadTasks } from "./dataset-parts.ts";
import { splitOf } from "./split-of.ts";

export const readFormalRows: ReadTasks = async ({ path, language }, parts) => {
  const [source] = await parts.readPackageFiles(folderOf(path).slice(0, -1), `/${nameOf(path)}`);
  return source === undefined ? [] : toFormalTasks(source, parts, language);
};

/** @throws {Fault} `specification/invalid` with every line that is wrong */
export async function toFormalTasks(
  source: SourceText,
  parts: DatasetParts,
  language?: string | undefined,
): Promise<readonly EvaluationTask[]> {
  const rows = await parts.readFormalTasks(source, language);
  const faults = rows.flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0)
    throw new Fault("specification/invalid", faults.map(({ message }) => message).join("\n"), {
      help: faults[0]?.help,
    });
  const origins = originsOf(source.text);
  return rows.flatMap(({ id: name, specification }): readonly EvaluationTask[] => {
    if (specification === undefined) return [];
    const category = origins.get(name) ?? "contracts";
    const id = `${category}.${name}`;
    return [
      {
        id,
        category,
        complexity: complexityOf(specification),
        split: splitOf(id, parts.sha256),
        specification,
        hiddenExamples: [],
      },
    ];
  });
}

/** The collection that a task is from, by its id, where its line says it. */
const originsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as { readonly id?: unknown; readonly source?: unknown })
      .flatMap(({ id, source }) =>
        typeof source === "string" ? [[`${id}`, source] as const] : [],
      ),
  );

/** Nobody labelled them: a third of the tasks of public benchmarks stays below each of these, in lines that say something. */
const FEW_LINES = 14;
const SOME_LINES = 20;

function complexityOf({ source }: FormalSpecification): Complexity {
  const lines = source.split("\n").filter((line) => line.trim() !== "");
  if (lines.length <= FEW_LINES) return "simple";
  return lines.length <= SOME_LINES ? "moderate" : "complex";
}
