import type ts from "typescript";

/** What the parser leaves on a source file and does not declare; pinned to TypeScript 6. */
interface ParsedFile extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  readonly commentDirectives: readonly { readonly range: ts.TextRange }[] | undefined;
  readonly checkJsDirective:
    | { readonly enabled: boolean; readonly pos: number; readonly end: number }
    | undefined;
}

/** The file's syntax errors. */
export const findSyntaxErrors = (file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] =>
  (file as ParsedFile).parseDiagnostics;

/** Comments that switch checking off, exactly those which TypeScript obeys. */
export function findObeyedComments(
  file: ts.SourceFile,
): readonly { readonly name: string; readonly range: ts.TextRange }[] {
  const { commentDirectives = [], checkJsDirective } = file as ParsedFile;
  const found = commentDirectives.map(({ range }) => ({ name: directiveName(file, range), range }));
  return checkJsDirective === undefined || checkJsDirective.enabled
    ? found
    : [...found, { name: "@ts-nocheck", range: checkJsDirective }];
}

const directiveName = (file: ts.SourceFile, { pos, end }: ts.TextRange): string =>
  file.text.slice(pos, end).includes("@ts-expect-error") ? "@ts-expect-error" : "@ts-ignore";
