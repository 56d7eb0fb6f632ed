import ts from "typescript";

/** What the checker can do and does not declare; pinned to TypeScript 6. */
export interface InternalChecker extends ts.TypeChecker {
  getUnionType(types: readonly ts.Type[]): ts.Type;
  createArrayType(element: ts.Type): ts.Type;
  getPromisedTypeOfPromise(type: ts.Type): ts.Type | undefined;
  getTypeOfSymbol(symbol: ts.Symbol): ts.Type;
  tryGetThisTypeAt(node: ts.Node, includeGlobalThis: boolean): ts.Type | undefined;
}

/** A type with its number. */
export type NumberedType = ts.Type & { readonly id: number };

/** A node as the binder leaves it. */
interface BoundNode {
  flowNode?: object;
}

interface FlowStart {
  flags: number;
  node?: ts.Node | undefined;
  antecedent?: readonly object[];
}

/** `FlowFlags.Start` and `FlowFlags.BranchLabel`. */
const START = 2;
const BRANCH = 4;

const bindSourceFile = (
  ts as unknown as { bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void }
).bindSourceFile;

/** What is known of the variables where control comes to `node`. */
export const flowOf = (node: ts.Node): object | undefined => (node as BoundNode).flowNode;

/**
 * Parses and binds `text` as if it stood where `parent` does: names are looked up from there, and what control flow
 * has told about variables holds. The node lies in a file of its own, so that nothing of the program changes.
 */
export function bindAt(
  text: string,
  parent: ts.Node,
  flow: object | undefined,
  options: ts.CompilerOptions,
): ts.Expression | undefined {
  const file = ts.createSourceFile("specwright-fill.ts", `(${text}\n)`, {
    languageVersion: ts.ScriptTarget.Latest,
    // `await` is read as the operator in modules only.
    setExternalModuleIndicator: (each) => {
      (each as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
    },
  });
  (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = undefined;
  bindSourceFile(file, options);
  const [statement] = file.statements;
  if (statement === undefined || !ts.isExpressionStatement(statement)) return undefined;
  if (!ts.isParenthesizedExpression(statement.expression)) return undefined;
  continueFlow(file, flow);
  (file as { parent: ts.Node }).parent = parent;
  return statement.expression.expression;
}

/** Where the flow of `file` starts, it comes from `flow`. */
function continueFlow(file: ts.SourceFile, flow: object | undefined): void {
  if (flow === undefined) return;
  const visit = (node: ts.Node): void => {
    const start = (node as BoundNode).flowNode as FlowStart | undefined;
    if (start !== undefined && start.flags & START && start.node === undefined) {
      start.flags = (start.flags & ~START) | BRANCH;
      start.antecedent = [flow];
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** Says of a parameter what type it has, as if an annotation did. */
export function setParameterType(parameter: ts.ParameterDeclaration, type: ts.Type): void {
  const { symbol } = parameter as unknown as { symbol: ts.Symbol & { links?: object } };
  (symbol as { flags: number }).flags |= ts.SymbolFlags.Transient;
  symbol.links = { type };
}
