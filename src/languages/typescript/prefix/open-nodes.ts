import ts from "typescript";

/** The nodes that are still being written at `at`, outermost first: those which contain it. */
export function openNodesAt(file: ts.SourceFile, at: number): readonly ts.Node[] {
  const found: ts.Node[] = [file];
  for (let node: ts.Node | undefined = file; node !== undefined; ) {
    let inner: ts.Node | undefined;
    ts.forEachChild(node, (child) => {
      // Of those that end here, the last.
      const isEnd = child.kind === ts.SyntaxKind.EndOfFileToken;
      if (child.pos <= at && at <= child.end && !isEnd) inner = child;
    });
    if (inner !== undefined) found.push(inner);
    node = inner;
  }
  return found;
}

/** The identifier that was written from `start` on. */
export function identifierAt(file: ts.SourceFile, start: number): ts.Identifier | undefined {
  const found = openNodesAt(file, start).find(
    (node) => ts.isIdentifier(node) && node.getStart(file) === start,
  );
  return found as ts.Identifier | undefined;
}

/** Statements that stand one after the other. */
export function statementsOf(node: ts.Node): ts.NodeArray<ts.Statement> | undefined {
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node)) return node.statements;
  return ts.isCaseOrDefaultClause(node) ? node.statements : undefined;
}

/** Whether nothing that follows can become part of `statement`, which stands in `text`. */
export function hasEnded(statement: ts.Statement, text: string): boolean {
  if (text[statement.end - 1] === ";") return true;
  if (ts.isIfStatement(statement))
    return hasEnded(statement.elseStatement ?? statement.thenStatement, text);
  if (ts.isDoStatement(statement)) return false;
  if (ts.isIterationStatement(statement, false) || ts.isLabeledStatement(statement))
    return hasEnded(statement.statement, text);
  return ENDS_WITH_BRACE.has(statement.kind) && text[statement.end - 1] === "}";
}

const ENDS_WITH_BRACE = new Set([
  ts.SyntaxKind.Block,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
]);

/** A loop, and whether the place is where it comes by again. */
export const isLoop = (node: ts.Node): node is ts.IterationStatement =>
  ts.isIterationStatement(node, false);

/**
 * What closes `open`, innermost first, where writing stopped at `at`. `ends` is said at the end of each block and
 * as the body of a loop that has none.
 */
export function closersOf(
  open: readonly ts.Node[],
  at: number,
  ends: (block: ts.Node) => string,
): string {
  const isMissing = (node: ts.Node | undefined): boolean =>
    node === undefined || node.pos === node.end;
  const closerOf = (node: ts.Node, inner: ts.Node | undefined): string => {
    if (ts.isBlock(node) || ts.isModuleBlock(node)) return `\n${ends(node)}}`;
    if (ts.isCaseOrDefaultClause(node) || ts.isSourceFile(node)) return `\n${ends(node)}`;
    if (
      ts.isCaseBlock(node) ||
      ts.isObjectLiteralExpression(node) ||
      ts.isObjectBindingPattern(node) ||
      ts.isTypeLiteralNode(node)
    )
      return "}";
    if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node))
      return "}";
    if (ts.isTemplateSpan(node)) return inner === node.expression ? "}`" : "";
    if (ts.isArrayLiteralExpression(node) || ts.isArrayBindingPattern(node)) return "]";
    if (ts.isElementAccessExpression(node)) return inner === node.argumentExpression ? "]" : "";
    if (ts.isParenthesizedExpression(node)) return ")";
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      return inner !== undefined && node.arguments?.includes(inner as ts.Expression) ? ")" : "";
    if (ts.isConditionalExpression(node)) return isMissing(node.whenFalse) ? ":0 as never" : "";
    if (ts.isTryStatement(node)) return inner === node.tryBlock ? "finally{}" : "";
    if (ts.isDoStatement(node)) return inner === node.statement ? "while(Number())" : ")";
    if (ts.isIfStatement(node)) return inner === node.expression ? ");" : "";
    if (isLoop(node) && inner !== node.statement) return `){${ends(node)}}`;
    return ts.isSwitchStatement(node) && inner === node.expression ? "){}" : "";
  };
  return open
    .map((node, index) => (node.end < at ? "" : closerOf(node, open[index + 1])))
    .reverse()
    .join("");
}
