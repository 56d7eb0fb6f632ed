/** Functions by a declaration and a sentence, one a line: what their types do not say is not checked. */

import type { EvaluationTask } from "../../domain/evaluation.ts";
import type { ProseSpecification } from "../../domain/specification.ts";
import { folderOf, nameOf } from "../../std/folder-of.ts";
import type { ReadTasks } from "./dataset-parts.ts";
import { splitOf } from "./split-of.ts";

const CATEGORY = "signatures";

interface Row {
  readonly name: string;
  readonly signature: string;
  readonly text: string;
}

export const readSignatureRows: ReadTasks = async ({ path, language = "" }, parts) => {
  const [source] = await parts.readPackageFiles(folderOf(path).slice(0, -1), `/${nameOf(path)}`);
  return (source?.text ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): EvaluationTask => {
      const row = JSON.parse(line) as Row;
      const id = `${CATEGORY}.${row.name}`;
      return {
        id,
        category: CATEGORY,
        complexity: "simple",
        split: splitOf(id, parts.sha256),
        specification: toSpecification(row, language),
        hiddenExamples: [],
      };
    });
};

const toSpecification = ({ name, signature, text }: Row, language: string): ProseSpecification => ({
  kind: "prose",
  name,
  language,
  text,
  signature,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  grammar: undefined,
});
