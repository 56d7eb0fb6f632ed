import ts from "typescript";
import type { InternalChecker } from "../fill/internal-checker.ts";

/** What the compiler can be asked about parts of a file, and does not declare; pinned to TypeScript 6. */
interface PartialChecker {
  getDiagnostics(
    file: ts.SourceFile,
    cancellation: undefined,
    nodes: readonly ts.Node[],
  ): readonly ts.Diagnostic[];
}

/** All that is wrong in some statements, which may stand in a file of their own. */
export const diagnoseStatements = (
  file: ts.SourceFile,
  statements: readonly ts.Node[],
  checker: InternalChecker,
): readonly ts.Diagnostic[] =>
  (checker as unknown as PartialChecker)
    .getDiagnostics(file, undefined, statements)
    .filter((one) => one.category === ts.DiagnosticCategory.Error && one.file === file);

/** All that is wrong within a call. */
export function diagnoseCall(
  call: ts.CallExpression | ts.NewExpression,
  checker: InternalChecker,
): readonly ts.Diagnostic[] {
  const file = call.getSourceFile();
  checker.getResolvedSignature(call);
  const from = call.getStart(file);
  return diagnoseStatements(file, [], checker).filter(
    ({ start = -1, length = 0 }) => start >= from && start + length <= call.end,
  );
}
