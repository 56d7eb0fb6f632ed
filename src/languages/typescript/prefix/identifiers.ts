import ts from "typescript";
import { isValueReference } from "../compiler/scope.ts";
import type { InternalChecker } from "../fill/internal-checker.ts";

/** Words that are names only sometimes, and those of types where `<` still reads as an operator. */
const FREE = new Set(
  (
    "any unknown never object string number boolean bigint symbol undefined abstract accessor as asserts assert " +
    "async await const declare from get global implements infer interface intrinsic is keyof let module namespace " +
    "of out override package private protected public readonly require satisfies set static type unique using " +
    "yield arguments defer"
  ).split(" "),
);

/** What an identifier stands for where it is written. */
export type Role = "value" | "type" | "free";

/** Names that are declared here, labels, keys and what may yet become one of these are free. */
export function roleOf(node: ts.Identifier, end: number): Role {
  if (FREE.has(node.text)) return "free";
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent))
    return isSettledType(parent) && !isAfterAsync(node) ? "type" : "free";
  if (!isValueReference(node) || ts.isShorthandPropertyAssignment(parent)) return "free";
  if (ts.isTypeNode(parent) && !ts.isExpressionWithTypeArguments(parent)) return "free";
  return ts.findAncestor(node, (one) => mayBecomeNames(one, end)) === undefined ? "value" : "free";
}

/** `(a, b` may go on as `(a, b) =>`, `[key` as an index signature. */
const mayBecomeNames = (node: ts.Node, end: number): boolean =>
  (ts.isParenthesizedExpression(node) && node.end >= end) ||
  ts.isComputedPropertyName(node) ||
  ts.isTypeAssertionExpression(node) ||
  ts.isJsxElement(node) ||
  ts.isMetaProperty(node) ||
  ts.isExportSpecifier(node) ||
  ts.isDecorator(node) ||
  (ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "async");

/** `async <T` may go on as a function that declares `T`. */
const isAfterAsync = (node: ts.Node): boolean =>
  ts.findAncestor(node, (one) => {
    const { expression } = one as { readonly expression?: ts.Node | undefined };
    return expression !== undefined && ts.isIdentifier(expression) && expression.text === "async";
  }) !== undefined;

/** `x` of `x is string`, of `[x: string]` and of `(x: string) => void` is no type. */
const isSettledType = ({ parent }: ts.TypeReferenceNode): boolean =>
  !ts.isTupleTypeNode(parent) &&
  !ts.isParenthesizedTypeNode(parent) &&
  !ts.isTypeAssertionExpression(parent) &&
  !ts.isTypePredicateNode(parent) &&
  !(ts.isFunctionLike(parent) && parent.type !== undefined);

/** Any declaration counts: what it means is for the compiler to say. */
export function isKnown(node: ts.Identifier, checker: InternalChecker): boolean {
  const all =
    ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;
  if (checker.resolveName(node.text, node, all, false) !== undefined) return true;
  const { locals } = node.getSourceFile() as { readonly locals?: ts.SymbolTable | undefined };
  return locals?.has(node.text as ts.__String) ?? false;
}

/** The names in scope at `node`, of the language's own too. */
export const namesInScope = (node: ts.Node, checker: InternalChecker): readonly string[] =>
  checker
    .getSymbolsInScope(node, ts.SymbolFlags.Value)
    .map(({ name }) => name)
    .filter((name) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name));
