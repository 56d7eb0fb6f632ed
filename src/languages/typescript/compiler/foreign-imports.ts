import ts from "typescript";
import type { CheckPhase } from "../../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic, type SourceSpan } from "../../../domain/diagnostic.ts";
import type { ForeignImport } from "./emit-modules.ts";
import type { OpenCandidate } from "./open-candidate.ts";

/** Imports of packages, by the candidate or by what it imports: they are not in the sandbox. */
export const diagnoseForeign = (
  foreign: readonly ForeignImport[],
  candidate: OpenCandidate,
  phase: CheckPhase,
): readonly Diagnostic[] =>
  foreign.map(({ file, specifier }) => {
    const message = `Cannot run ${file}: it imports ${JSON.stringify(specifier)}, and packages are not in the sandbox`;
    return createDiagnostic({
      tool: "sandbox",
      code: "package-import",
      phase,
      category: "name",
      message,
      span: findImport(specifier, file, candidate),
      help: "Use only the language, modules of Node such as `node:path`, and files of the project",
    });
  });

function findImport(
  specifier: string,
  path: string,
  { file, root }: OpenCandidate,
): SourceSpan | undefined {
  if (`${root}/${path}` !== file.fileName) return undefined;
  const literal = file.statements
    .filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .map(({ moduleSpecifier }) => moduleSpecifier)
    .find((name) => name !== undefined && ts.isStringLiteral(name) && name.text === specifier);
  return literal === undefined
    ? undefined
    : { file: path, start: literal.getStart(file), end: literal.end };
}
