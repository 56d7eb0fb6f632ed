/** Data files that come with this package. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { SourceText } from "../domain/source-text.ts";

/** Two folders up, from `src` and from `dist` alike. */
const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));

/**
 * All files below `folder` whose names end with `ending`, by path; both relative to the package, e.g.
 * `prompts/sections` and `.liquid`.
 */
export async function readPackageFiles(
  folder: string,
  ending: string,
): Promise<readonly SourceText[]> {
  const names = await readdir(`${PACKAGE}${folder}`, { recursive: true });
  const paths = names
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(ending))
    .sort();
  return Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(`${PACKAGE}${path}`, "utf8") })),
  );
}
