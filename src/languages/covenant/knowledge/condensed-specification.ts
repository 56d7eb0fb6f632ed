/** The language on a few pages, for a model's context. What the parser knows from tables is written from the same tables. */

import { readFileSync } from "node:fs";
import {
  COMPARISONS,
  ON_ERROR_VALUES,
  PRIMITIVES,
  PRIORITIES,
  SECTION_KINDS,
  SNIPPET_KINDS,
} from "../tables/kinds.ts";
import { PROMPT_FOLDER } from "./prompt-folder.ts";
import { renderLibrary, renderLibraryEffects } from "./render-library.ts";
import { renderOperations } from "./render-operations.ts";

const TABLES: Readonly<Record<string, () => string>> = {
  kinds: () => SNIPPET_KINDS.join(" "),
  sections: () => SECTION_KINDS.join(" "),
  priorities: () => PRIORITIES.join(" "),
  comparisons: () => COMPARISONS.join(" "),
  onError: () => ON_ERROR_VALUES.join(" "),
  primitives: () => PRIMITIVES.join(" "),
  operations: renderOperations,
  library: renderLibrary,
  libraryEffects: renderLibraryEffects,
};

let rendered: string | undefined;

/**
 * Markdown of 2,500 to 3,000 tokens. Blocks marked `covenant` are whole programs; those marked `covenant steps` are
 * steps of a function that may use what the first program declares.
 */
export function renderCondensedSpecification(): string {
  rendered ??= readFileSync(new URL("specification.md", PROMPT_FOLDER), "utf8").replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => renderTable(name),
  );
  return rendered;
}

function renderTable(name: string): string {
  const render = TABLES[name];
  if (render === undefined) throw new Error(`The briefing names an unknown table "${name}"`);
  return render();
}
