import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Specification } from "../../domain/specification.ts";
import type { DatasetParts } from "./dataset-parts.ts";

/** A specification's text → specification, by the reader that is for its name. @throws {Fault} `specification/invalid` */
export async function readSpecificationText(
  source: SourceText,
  { specificationReaders, languages, files }: DatasetParts,
  language?: string | undefined,
): Promise<Specification> {
  const { text } = source;
  const reader = specificationReaders.find((each) =>
    each.canRead(source.path, { languages, text }),
  );
  if (reader !== undefined) return reader.read(source, { languages, language, files });
  throw new Fault(
    "specification/invalid",
    `Cannot use "${source.path}" as a specification: no kind of specification has such a name`,
    { help: "Specifications are files like spec.md, task.yaml and contract.yaml" },
  );
}
