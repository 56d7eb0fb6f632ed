import { extname } from "node:path";
import ts from "typescript";
import { createProgram } from "../compiler/program.ts";
import type { ProjectFiles } from "../compiler/project-files.ts";
import type { Settings } from "../compiler/settings.ts";

/** What is needed to read texts as the file that they would be. */
export interface TextPlace {
  /** Absolute path of the file. */
  readonly path: string;
  readonly settings: Settings;
  filesWith(texts: ReadonlyMap<string, string>): ProjectFiles;
}

/** What the compiler says of each text, were it the file: one program for all of them. */
export function diagnoseTexts(
  texts: readonly string[],
  place: TextPlace,
): readonly (readonly ts.Diagnostic[])[] {
  const paths = texts.map((_, at) => copyPath(place.path, at));
  const copies = new Map(paths.map((path, at) => [path, texts[at] ?? ""]));
  const program = createProgram(
    [...paths, openPath(place.path)],
    place.settings,
    place.filesWith(copies),
  );
  return paths.map((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
}

/** Beside the file, so that its imports lead where they did. */
const copyPath = (path: string, at: number): string =>
  `${path.slice(0, -extname(path).length)}.specwright-fill-${at}${extname(path)}`;

/** Declares what stands for open holes. */
export const openPath = (path: string): string =>
  `${path.slice(0, -extname(path).length)}.specwright-open.d.ts`;

/** What makes two diagnostics of two texts the same one. */
export const messageOf = ({ code, messageText }: ts.Diagnostic): string =>
  `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;

/** Whether `found` holds nothing that `known` does not: each as often, at most. */
export function addsNothing(
  found: readonly ts.Diagnostic[],
  known: readonly ts.Diagnostic[],
): boolean {
  const left = known.map(messageOf);
  return found.every((diagnostic) => {
    const at = left.indexOf(messageOf(diagnostic));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
