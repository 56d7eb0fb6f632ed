import ts from "typescript";
import { walk } from "./walk.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `text`, a JavaScript module, with each module that it names renamed. Import attributes go: no module needs them. */
export function rewriteSpecifiers(text: string, rename: (specifier: string) => string): string {
  const file = ts.createSourceFile(
    "module.js",
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.JS,
  );
  const edits: Edit[] = [];
  for (const node of walk(file)) {
    const literal = findSpecifier(node);
    if (literal === undefined) continue;
    edits.push({
      start: literal.getStart(file),
      end: literal.end,
      text: JSON.stringify(rename(literal.text)),
    });
    const attributes = findAttributes(node);
    if (attributes !== undefined) edits.push({ start: literal.end, end: attributes.end, text: "" });
  }
  return edits.reduceRight(
    (result, { start, end, text: replacement }) =>
      result.slice(0, start) + replacement + result.slice(end),
    text,
  );
}

function findSpecifier(node: ts.Node): ts.StringLiteralLike | undefined {
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : undefined;
  return specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier : undefined;
}

const findAttributes = (node: ts.Node): ts.ImportAttributes | undefined =>
  ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.attributes : undefined;
