import ts from "typescript";
import type { OfferedName } from "./call-list.ts";

/** The names that a module exports; a default export goes by the name it has inside. */
export function findOfferedNames(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly OfferedName[] {
  const module = checker.getSymbolAtLocation(file);
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).flatMap((symbol): readonly OfferedName[] => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    if (symbol.name === "default") {
      const name = findOwnName(symbol) ?? findOwnName(target);
      return name === undefined ? [] : [{ name, kind: "default" }];
    }
    const isValue = (target.flags & ts.SymbolFlags.Value) !== 0;
    return [{ name: symbol.name, kind: isValue ? "value" : "type" }];
  });
}

function findOwnName(symbol: ts.Symbol): string | undefined {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return undefined;
  if (ts.isExportAssignment(declaration) && ts.isIdentifier(declaration.expression)) {
    return declaration.expression.text;
  }
  const name = ts.getNameOfDeclaration(declaration);
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
}
