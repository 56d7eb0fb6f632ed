import type { Pattern } from "../domain/pattern.ts";
import { fence } from "../std/fence.ts";

const MAX_CODE_LINES = 50;
const MAX_LISTED = 3;

/** A pattern as a prompt shows it, in Markdown; `language` is a pack's id, `fenceTag` what its fences are tagged with. */
export function formatPattern(pattern: Pattern, language: string, fenceTag: string): string {
  const { name, category, description, useCases, prerequisites, guidelines, examples } = pattern;
  const code = examples[language];
  return [
    `### ${name} (${category})`,
    description,
    ...sentence("For", useCases),
    ...sentence("Needs first", prerequisites),
    ...(code === undefined ? [] : [fence(cleanCode(code), fenceTag)]),
    guidelines.map((guideline) => `- ${guideline}`).join("\n"),
  ].join("\n\n");
}

const sentence = (opening: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${opening}: ${items.slice(0, MAX_LISTED).join("; ")}.`];

/** Without blank lines at its ends, at most one in a row, and no longer than a prompt should show. */
export function cleanCode(code: string): string {
  const lines = code
    .replaceAll("\r\n", "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "")
    .split("\n");
  if (lines.length <= MAX_CODE_LINES) return lines.join("\n");
  return lines.slice(0, MAX_CODE_LINES).join("\n");
}
