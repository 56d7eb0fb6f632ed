import type { Specification } from "../domain/specification.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import { readSpecification } from "./specification/read-specification.ts";

/**
 * A specification file → specification, by the environment's readers; `path` is relative to the project's root.
 *
 * @throws {Fault} `specification/*`, `source/*` for files that it names.
 */
export const openSpecification = (
  path: string,
  environment: CheckEnvironment,
  options: { readonly language?: string | undefined } = {},
): Promise<Specification> =>
  readSpecification(path, {
    readers: environment.specificationReaders,
    languages: environment.languages,
    files: environment.files,
    language: options.language,
  });
