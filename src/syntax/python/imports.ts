/** The imports of a Python file, name by name. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { ancestors, childOf, childrenOf, textOf } from "../nodes.ts";
import { functionAround } from "./functions.ts";
import { once, type PythonModule } from "./module.ts";

export interface PythonImport {
  /** With the dots of a relative one: `.models`, `omnibase_core.nodes`. */
  readonly module: string;
  /** What is taken from it; `undefined` for `import module`, `*` for everything. */
  readonly name: string | undefined;
  /** What the file calls it; `undefined` for `*`. */
  readonly boundName: string | undefined;
  /** What that name stands for: `import a.b` binds `a`, and so stands for `a`. */
  readonly target: string;
  readonly hasAlias: boolean;
  readonly isTypeCheckingOnly: boolean;
  readonly isInFunction: boolean;
  /** The part of the statement that names it. */
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
}

/** All imports of a file, wherever they stand, `from __future__` left out. */
export const importsOf = once((module: PythonModule): readonly PythonImport[] => [
  ...module.all("import_statement").flatMap(readImport),
  ...module.all("import_from_statement").flatMap(readFromImport),
]);

function readImport(statement: SyntaxNode): readonly PythonImport[] {
  return childrenOf(statement, "name").map((node) => {
    const { path, alias } = readName(node);
    const head = path.split(".")[0] ?? path;
    return {
      ...placeOf(statement),
      module: path,
      name: undefined,
      boundName: alias ?? head,
      target: alias === undefined ? head : path,
      hasAlias: alias !== undefined,
      node,
      statement,
    };
  });
}

function readFromImport(statement: SyntaxNode): readonly PythonImport[] {
  const from = childOf(statement, "module_name");
  const module = from === undefined ? "" : textOf(from).replaceAll(/\s/g, "");
  const everything = statement.children.find(({ type }) => type === "wildcard_import");
  const named = childrenOf(statement, "name").map((node): PythonImport => {
    const { path, alias } = readName(node);
    return {
      ...placeOf(statement),
      module,
      name: path,
      boundName: alias ?? path,
      target: module.endsWith(".") ? `${module}${path}` : `${module}.${path}`,
      hasAlias: alias !== undefined,
      node,
      statement,
    };
  });
  if (everything === undefined) return named;
  return [
    {
      ...placeOf(statement),
      module,
      name: "*",
      boundName: undefined,
      target: `${module}.*`,
      hasAlias: false,
      node: everything,
      statement,
    },
  ];
}

function readName(node: SyntaxNode): { readonly path: string; readonly alias: string | undefined } {
  const alias = childOf(node, "alias");
  const path = node.type === "aliased_import" ? childOf(node, "name") : node;
  return {
    path: path === undefined ? "" : textOf(path).replaceAll(/\s/g, ""),
    alias: alias === undefined ? undefined : textOf(alias),
  };
}

const placeOf = (statement: SyntaxNode) => ({
  isTypeCheckingOnly: isTypeCheckingOnly(statement),
  isInFunction: functionAround(statement) !== undefined,
});

/** Whether a node stands where only type checkers go: in the body of `if TYPE_CHECKING:`. */
export function isTypeCheckingOnly(node: SyntaxNode): boolean {
  let inner = node;
  for (const around of ancestors(node)) {
    const condition = around.type === "if_statement" ? childOf(around, "condition") : undefined;
    if (
      condition !== undefined &&
      inner.field === "consequence" &&
      /^(?:\w+\.)?TYPE_CHECKING$/.test(textOf(condition))
    )
      return true;
    inner = around;
  }
  return false;
}
