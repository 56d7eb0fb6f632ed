import ts from "typescript";
import {
  createDiagnostic,
  type Diagnostic,
  type SourceSpan,
} from "../../../../domain/diagnostic.ts";
import {
  type Declaration,
  isDeclaration,
  nameOf,
  renderHead,
  renderMember,
} from "./declarations.ts";

/** Compares the candidate's declarations with the `wanted` ones of the signature, token by token. */
export function checkSignature(
  wanted: readonly Declaration[],
  signature: string,
  file: ts.SourceFile,
  path: string,
): readonly Diagnostic[] {
  const found = Map.groupBy(file.statements.filter(isDeclaration), nameOf);
  return [...Map.groupBy(wanted, nameOf)].flatMap(([name, declarations]) => {
    const problem = compare(name, declarations, found.get(name) ?? [], file);
    return problem === undefined ? [] : [toDiagnostic(problem, signature, path)];
  });
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly span: Omit<SourceSpan, "file"> | undefined;
}

function compare(
  name: string,
  wanted: readonly Declaration[],
  declared: readonly Declaration[],
  file: ts.SourceFile,
): Problem | undefined {
  const found = withoutImplementation(declared);
  const [first] = found;
  if (first === undefined) {
    return { code: "signature-missing", message: `\`${name}\` is not declared`, span: undefined };
  }
  const span = headSpan(first, file);
  if (!isExported(name, first, file)) {
    return { code: "signature-not-exported", message: `\`${name}\` is not exported`, span };
  }
  const heads = found.map((declaration, at) => renderHead(declaration, wanted[at]));
  const wantedHeads = wanted.map((declaration) => renderHead(declaration));
  if (heads.join("\n") !== wantedHeads.join("\n")) {
    const shown = found.map((declaration) => `\`${headText(declaration, file)}\``).join(", ");
    const message = `\`${name}\` is declared as ${shown}, which is not what was asked for`;
    return { code: "signature-changed", message, span };
  }
  const lacking = wanted.flatMap((declaration, at) => findLacking(declaration, found[at]));
  if (lacking.length === 0) return undefined;
  const members = lacking.map((member) => `\`${member}\``).join(", ");
  return { code: "signature-changed", message: `\`${name}\` has no member ${members}`, span };
}

/** Callers of an overloaded function do not see the declaration that holds its body. */
const withoutImplementation = (declared: readonly Declaration[]): readonly Declaration[] =>
  declared.length > 1
    ? declared.filter(
        (statement) => !ts.isFunctionDeclaration(statement) || statement.body === undefined,
      )
    : declared;

/** Members of the wanted class that `found` does not hold; it may hold more. */
function findLacking(wanted: Declaration, found: Declaration | undefined): readonly string[] {
  if (!ts.isClassDeclaration(wanted) || found === undefined || !ts.isClassDeclaration(found))
    return [];
  return wanted.members
    .filter((member) => {
      const text = renderMember(member);
      return !found.members.some((other) => renderMember(other, member) === text);
    })
    .map((member) => renderMember(member));
}

function isExported(name: string, declaration: Declaration, file: ts.SourceFile): boolean {
  const hasKeyword = ts
    .getModifiers(declaration)
    ?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return hasKeyword === true || file.statements.some((statement) => isExportOf(statement, name));
}

/** Whether `statement` is `export { name }`. */
const isExportOf = (statement: ts.Statement, name: string): boolean =>
  ts.isExportDeclaration(statement) &&
  statement.moduleSpecifier === undefined &&
  statement.exportClause !== undefined &&
  ts.isNamedExports(statement.exportClause) &&
  statement.exportClause.elements.some(
    (element) => element.name.text === name && element.propertyName === undefined,
  );

function headText(declaration: Declaration, file: ts.SourceFile): string {
  const { start, end } = headSpan(declaration, file);
  return file.text.slice(start, end).replaceAll(/\s+/g, " ");
}

function headSpan(declaration: Declaration, file: ts.SourceFile): { start: number; end: number } {
  const start = declaration.getStart(file);
  const text = file.text.slice(start, headEnd(declaration, file));
  return { start, end: start + text.trimEnd().length };
}

function headEnd(declaration: Declaration, file: ts.SourceFile): number {
  const body = ts.isFunctionDeclaration(declaration) ? declaration.body : undefined;
  if (body !== undefined) return body.getFullStart();
  return ts.isClassDeclaration(declaration)
    ? declaration.members.pos - 1
    : Math.min(declaration.getEnd(), endOfLine(declaration, file));
}

function endOfLine(node: ts.Node, file: ts.SourceFile): number {
  const start = node.getStart(file);
  const length = file.text.slice(start).search(/[\r\n]/);
  return length === -1 ? file.text.length : start + length;
}

const toDiagnostic = (
  { code, message, span }: Problem,
  signature: string,
  path: string,
): Diagnostic =>
  createDiagnostic({
    tool: "signature",
    code,
    phase: "signature",
    category: "specification-changed",
    message,
    span: span === undefined ? undefined : { file: path, ...span },
    help: `Declare and export exactly this: \`${signature.trim()}\``,
  });
