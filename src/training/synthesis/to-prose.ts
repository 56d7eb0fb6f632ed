import type { ProseSpecification } from "../../domain/specification.ts";
import type { SyntheticTask } from "./synthetic-task.ts";

/** The task as what a checker judges by. */
export const toProse = (
  { title, text, signature, examples }: Omit<SyntheticTask, "id">,
  language: string,
): ProseSpecification => ({
  kind: "prose",
  name: title,
  language,
  text,
  signature,
  examples,
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  grammar: undefined,
});
