import ts from "typescript";
import { walk } from "../compiler/walk.ts";

/** How often each name stands for a value in a tree; `this` is one of them. */
export function countUses(node: ts.Node): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const count = (name: string): void => void uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const each of walk(node)) {
    if (each.kind === ts.SyntaxKind.ThisKeyword) count("this");
    else if (ts.isIdentifier(each) && isUse(each)) count(each.text);
  }
  return uses;
}

/** Declarations, members and labels of fields use nothing. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
    return false;
  return (
    !ts.isDeclarationStatement(parent) && !ts.isClassElement(parent) && !ts.isTypeElement(parent)
  );
}

/** Whether only what is written in its own file can use it. */
export const isOwn = ({ declarations = [] }: ts.Symbol, file: ts.SourceFile): boolean =>
  declarations.length > 0 &&
  declarations.every((one) => {
    if (one.getSourceFile() !== file) return false;
    const exported = ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Export;
    return exported === 0;
  });
