import type { Specification } from "../../../domain/specification.ts";

const USUAL = "    ";
/** A line that opens a block, and the blanks that the next one begins with. */
const FIRST_INDENT = /:[ \t]*(?:#[^\n]*)?\r?\n(\t|[ ]{1,8})\S/;

/** One step of indentation, as the Python files beside the specification have it; four blanks where there are none. */
export function findUnit({
  contextFiles,
  testFiles,
}: Pick<Specification, "contextFiles" | "testFiles">): string {
  for (const { path, text } of [...contextFiles, ...testFiles]) {
    const indent = /\.pyi?$/.test(path) ? FIRST_INDENT.exec(text)?.[1] : undefined;
    if (indent !== undefined) return indent;
  }
  return USUAL;
}
