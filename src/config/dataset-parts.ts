import type { DatasetParts } from "../evaluation/dataset/dataset-parts.ts";
import { readPackageFiles } from "../platform/package-files.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import { loadFormalRows, parseExample } from "../specifications/index.ts";

/** Where datasets are read from. */
export const datasetParts = ({
  languages,
  specificationReaders,
  files,
  sha256,
}: CheckEnvironment): DatasetParts => ({
  languages,
  specificationReaders,
  files,
  sha256,
  readPackageFiles,
  parseExample,
  async readFormalTasks(source, language) {
    const { readFormalRows } = await loadFormalRows();
    return readFormalRows(source, { languages, language });
  },
});
