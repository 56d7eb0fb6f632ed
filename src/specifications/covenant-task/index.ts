/** A Covenant task: one function by its signature, effects, requirements and behaviours, in YAML. */

import type { SourceText } from "../../domain/source-text.ts";
import type { CovenantTaskSpecification } from "../../domain/specification.ts";
import type {
  ReadSpecificationOptions,
  SpecificationReader,
} from "../../ports/specification-reader.ts";

export const covenantTask: SpecificationReader = {
  kind: "covenant-task",
  canRead: (path) => /(?:^|[/.])task\.ya?ml$/i.test(path),
  read: readTask,
};

/** The parser of YAML is loaded for files that have some. */
async function readTask(
  source: SourceText,
  { languages }: ReadSpecificationOptions,
): Promise<CovenantTaskSpecification> {
  const { readTaskFile } = await import("./read-task-file.ts");
  return readTaskFile(source, languages);
}
