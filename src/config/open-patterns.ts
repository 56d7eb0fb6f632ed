import { join } from "node:path";
import { createPatternLibrary } from "../patterns/create-pattern-library.ts";
import { readPackageFiles } from "../platform/package-files.ts";
import type { Files } from "../ports/files.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { PatternLibrary } from "../ports/pattern-library.ts";

const OWN_FOLDER = ".specwright/patterns";

/** The patterns of this package, and those of the project. */
export const openPatterns = (files: Files, languages: readonly LanguagePack[]): PatternLibrary =>
  createPatternLibrary({
    readBuiltIn: () => readPackageFiles("datasets/patterns", ".yaml"),
    readOwn: async () => {
      const names = (await files.list(OWN_FOLDER)).filter((name) => /\.ya?ml$/.test(name));
      return Promise.all(
        names.map(async (name) => {
          const path = join(OWN_FOLDER, name);
          return { path, text: await files.readText(path) };
        }),
      );
    },
    fenceTagOf: (language) => languages.find(({ id }) => id === language)?.fenceTags[0] ?? "",
  });
