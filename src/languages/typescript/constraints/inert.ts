import ts from "typescript";

/** Whether running a statement changes nothing that a call could show: it only names values that are at hand. */
export function isInertStatement(statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.every(
      ({ name, initializer }) =>
        ts.isIdentifier(name) && (initializer === undefined || isInertValue(initializer)),
    );
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEmptyStatement(statement)
  );
}

/** A name can be that of what has no value yet: that is no answer either. */
function isInertValue(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return isInertValue(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isInertValue);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every(
      (each) =>
        ts.isShorthandPropertyAssignment(each) ||
        (ts.isPropertyAssignment(each) &&
          ts.isIdentifier(each.name) &&
          isInertValue(each.initializer)),
    );
  if (ts.isNewExpression(node))
    return (node.arguments?.length ?? 0) === 0 && /^(?:Map|Set)$/.test(node.expression.getText());
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  return (
    ts.isLiteralExpression(node) ||
    ts.isIdentifier(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    INERT_WORDS.has(node.kind)
  );
}

const INERT_WORDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
]);
