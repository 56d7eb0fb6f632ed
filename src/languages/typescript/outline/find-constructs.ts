/** What in a function other languages may lack, node by node. */

import ts from "typescript";
import type { ConstructKind, SourceConstruct } from "../../../ports/migration.ts";
import { unwrap } from "../compiler/walk.ts";
import type { KnownNames } from "./resolve-name.ts";

/** Where a node stands. */
export interface Place {
  readonly root: ts.Node;
  readonly names: KnownNames;
}

/** The constructs that `node` itself is; those inside of it are found when they are looked at. */
export function findConstructs(node: ts.Node, place: Place): readonly SourceConstruct[] {
  if (ts.isCallExpression(node)) return constructsOfCall(node, place);
  if (ts.isBinaryExpression(node)) return constructsOfBinary(node, place);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return CHANGING_UNARY.has(node.operator) ? changeOf(node.operand, place) : [];
  if (ts.isDeleteExpression(node)) return changeOf(node.expression, place);
  if (ts.isTemplateExpression(node)) return [construct("text-formatting", node)];
  if (ts.isRegularExpressionLiteral(node)) return [construct("regular-expression", node)];
  if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node))
    return [construct("markup", node)];
  if (isFunction(node) && node !== place.root && !isCallback(node))
    return [construct("inner-function", node)];
  return [];
}

/** A construct at `node`; `text` is its own where nothing else is said. */
export const construct = (
  kind: ConstructKind,
  node: ts.Node,
  text: string = node.getText(),
): SourceConstruct => ({ kind, text: toLine(text), line: lineOf(node) });

const lineOf = (node: ts.Node): number => {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
};

const LONGEST_TEXT = 80;

const toLine = (text: string): string => {
  const line = text.slice(0, 4 * LONGEST_TEXT).replace(/\s+/g, " ");
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
};

function constructsOfCall(node: ts.CallExpression, place: Place): readonly SourceConstruct[] {
  const callee = unwrap(node.expression);
  if (ts.isIdentifier(callee)) {
    const isParameter = place.names.locals.get(callee.text)?.isParameter === true;
    return isParameter ? [construct("function-argument", callee)] : [];
  }
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const method = callee.name.text;
  return [
    ...(CHANGING_METHODS.has(method) ? changed(callee.expression, node, place) : []),
    ...(MAKING_METHODS.has(method) && ts.isExpressionStatement(node.parent)
      ? [construct("discarded-values", node)]
      : []),
  ];
}

function constructsOfBinary(node: ts.BinaryExpression, place: Place): readonly SourceConstruct[] {
  const { kind } = node.operatorToken;
  const isExponent =
    kind === ts.SyntaxKind.AsteriskAsteriskToken ||
    kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
  const isAssignment =
    kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return [
    ...(isExponent ? [construct("exponent", node)] : []),
    ...(isAssignment ? changeOf(node.left, place) : []),
  ];
}

/** What it means to set `target`: an argument's inside, a variable of the file, or nothing to speak of. */
function changeOf(target: ts.Expression, place: Place): readonly SourceConstruct[] {
  const inner = unwrap(target);
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return changed(inner.expression, inner, place);
  return ts.isIdentifier(inner) && isVariableOfFile(inner, place)
    ? [construct("module-state", inner)]
    : [];
}

const DEEPEST_MEMBER = 64;

/** What it means that `node` changes the inside of `holder`. */
function changed(holder: ts.Expression, node: ts.Node, place: Place): readonly SourceConstruct[] {
  let root = unwrap(holder);
  for (let depth = 0; depth < DEEPEST_MEMBER; depth += 1) {
    if (!ts.isPropertyAccessExpression(root) && !ts.isElementAccessExpression(root)) break;
    root = unwrap(root.expression);
  }
  if (root.kind === ts.SyntaxKind.ThisKeyword) return [construct("changed-argument", node)];
  if (!ts.isIdentifier(root)) return [];
  if (place.names.locals.get(root.text)?.isParameter) return [construct("changed-argument", node)];
  return isVariableOfFile(root, place) ? [construct("module-state", root)] : [];
}

const isVariableOfFile = ({ text }: ts.Identifier, { names }: Place): boolean =>
  !names.locals.has(text) && names.file.variables.has(text) && !names.file.imports.has(text);

const isFunction = (node: ts.Node): boolean =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node);

/** A function that goes through the elements of a list is part of the expression that it stands in. */
function isCallback(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.expression === node) return false;
  const callee = unwrap(parent.expression);
  return ts.isPropertyAccessExpression(callee) && ITERATING_METHODS.has(callee.name.text);
}

const CHANGING_UNARY: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusPlusToken,
  ts.SyntaxKind.MinusMinusToken,
]);

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const CHANGING_METHODS = words(
  "push pop shift unshift splice sort reverse fill copyWithin set delete add clear",
);
const MAKING_METHODS = words("map filter flatMap");
const ITERATING_METHODS = words(
  "map filter flatMap forEach reduce reduceRight some every find findIndex findLast findLastIndex sort toSorted then catch finally replace replaceAll from",
);
