import ts from "typescript";
import { type BypassRule, bypassAt } from "./bypass.ts";

/** Types that the compiler believes blindly: `any`, assertions by way of another type, ambient declarations. */
export const typeRules: readonly BypassRule[] = [
  (node, { file }) =>
    node.kind === ts.SyntaxKind.AnyKeyword
      ? bypassAt(node, file, {
          code: "any",
          message: "Cannot use `any`: it switches the type checker off for all it touches",
          help: "Write the type that it is, or `unknown` and narrow it",
        })
      : undefined,

  (node, { file }) =>
    ts.isAssertionExpression(node) && hidesAssertion(node)
      ? bypassAt(node, file, {
          code: "double-assertion",
          message: "Cannot assert a type twice: that makes any value pass for any type",
          help: "Narrow the value with a check that runs, or build one of the right type",
        })
      : undefined,

  (node, { file }) =>
    ts.isAssertionExpression(node) && bareType(node.type).kind === ts.SyntaxKind.NeverKeyword
      ? bypassAt(node, file, {
          code: "never-assertion",
          message: "Cannot assert `never`: such a value passes for any type",
          help: "Narrow the value with a check that runs, or build one of the right type",
        })
      : undefined,

  (node, { file }) =>
    isAmbient(node)
      ? bypassAt(node, file, {
          code: "declare",
          message: "Cannot use `declare`: it claims that something exists, and nothing checks that",
          help: "Import it, or write it",
        })
      : undefined,
];

function hidesAssertion({ expression }: ts.AssertionExpression): boolean {
  const inner = unwrapToAssertion(expression);
  return inner !== undefined && !ts.isConstTypeReference(inner.type);
}

function unwrapToAssertion(expression: ts.Expression): ts.AssertionExpression | undefined {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
  return ts.isAssertionExpression(inner) ? inner : undefined;
}

function bareType(type: ts.TypeNode): ts.TypeNode {
  let inner = type;
  while (ts.isParenthesizedTypeNode(inner)) inner = inner.type;
  return inner;
}

/** `declare` types are only types; `declare const brand: unique symbol` names a brand that no value has. */
function isAmbient(node: ts.Node): boolean {
  if (
    !ts.canHaveModifiers(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node)
  ) {
    return false;
  }
  const isDeclared = ts
    .getModifiers(node)
    ?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
  return isDeclared === true && !isBrand(node);
}

const isBrand = (node: ts.Node): boolean =>
  ts.isVariableStatement(node) &&
  node.declarationList.declarations.every(
    ({ type }) =>
      type !== undefined &&
      ts.isTypeOperatorNode(type) &&
      type.operator === ts.SyntaxKind.UniqueKeyword,
  );
