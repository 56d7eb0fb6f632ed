import ts from "typescript";
import { isValueReference, type Scope } from "../scope.ts";
import { unwrap } from "../walk.ts";

const GLOBAL_OBJECTS = new Set(["globalThis", "window", "self", "global", "frames"]);
/** Aliases of aliases are followed so far. */
const MAX_DEPTH = 16;

/**
 * The thing from outside the text that `expression` stands for, as a path: `eval`, `process.exit`,
 * `node:vm`; the global object is `globalThis`. Constants and destructuring are followed.
 * `undefined` for the text's own values, and for what cannot be known.
 */
export function denote(expression: ts.Expression, scope: Scope, depth = 0): string | undefined {
  const inner = unwrap(expression);
  if (depth > MAX_DEPTH) return undefined;
  if (ts.isIdentifier(inner)) return denoteIdentifier(inner, scope, depth);
  if (ts.isPropertyAccessExpression(inner)) {
    return member(denote(inner.expression, scope, depth + 1), inner.name.text);
  }
  if (ts.isElementAccessExpression(inner)) {
    const key = findText(inner.argumentExpression, scope);
    return key === undefined ? undefined : member(denote(inner.expression, scope, depth + 1), key);
  }
  const isComma =
    ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return isComma ? denote(inner.right, scope, depth + 1) : undefined;
}

function denoteIdentifier(
  identifier: ts.Identifier,
  scope: Scope,
  depth: number,
): string | undefined {
  if (!isValueReference(identifier)) return undefined;
  const declaration = scope.findDeclaration(identifier);
  if (declaration !== undefined) return denoteDeclared(declaration, scope, depth);
  return GLOBAL_OBJECTS.has(identifier.text) ? "globalThis" : identifier.text;
}

/** What the name that `declaration` declares stands for. */
export function denoteDeclared(
  declaration: ts.Declaration,
  scope: Scope,
  depth = 0,
): string | undefined {
  if (ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
    return denote(declaration.initializer, scope, depth + 1);
  }
  if (ts.isBindingElement(declaration)) return denoteBinding(declaration, scope, depth);
  if (ts.isImportSpecifier(declaration)) {
    const name = (declaration.propertyName ?? declaration.name).text;
    return member(denoteModule(declaration.parent.parent.parent), name);
  }
  if (ts.isNamespaceImport(declaration)) return denoteModule(declaration.parent.parent);
  return ts.isImportClause(declaration) ? denoteModule(declaration.parent) : undefined;
}

function denoteBinding(
  element: ts.BindingElement,
  scope: Scope,
  depth: number,
): string | undefined {
  const { parent } = element.parent;
  if (!ts.isObjectBindingPattern(element.parent) || depth > MAX_DEPTH) return undefined;
  const owner =
    ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)
      ? denoteDeclared(parent, scope, depth + 1)
      : undefined;
  const name = element.propertyName ?? element.name;
  const key = ts.isComputedPropertyName(name) ? findText(name.expression, scope) : nameText(name);
  return key === undefined ? undefined : member(owner, key);
}

const nameText = (name: ts.Node): string | undefined =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;

function denoteModule(declaration: ts.Node): string | undefined {
  if (!ts.isImportDeclaration(declaration)) return undefined;
  const { moduleSpecifier } = declaration;
  if (!ts.isStringLiteral(moduleSpecifier)) return undefined;
  const name = moduleSpecifier.text.replace(/^node:/, "");
  return name === "process" ? "process" : `node:${name}`;
}

function member(owner: string | undefined, key: string): string | undefined {
  if (owner === undefined) return undefined;
  if (owner === "globalThis") return GLOBAL_OBJECTS.has(key) ? owner : key;
  return key === "default" ? owner : `${owner}.${key}`;
}

/**
 * What `node` itself names where it stands: a reference, a member, an import, a part taken out of an object.
 * Names that the text gave to such things are left out, so that each is found once.
 */
export function denoteNamed(node: ts.Node, scope: Scope): string | undefined {
  if (ts.isIdentifier(node)) {
    const isForeign = isValueReference(node) && scope.findDeclaration(node) === undefined;
    return isForeign ? denote(node, scope) : undefined;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return denote(node, scope);
  }
  if (ts.isImportSpecifier(node) || ts.isBindingElement(node)) return denoteDeclared(node, scope);
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)
    ? denoteTaken(node, scope)
    : undefined;
}

/** What `exit` is in `({ exit } = process)`. */
function denoteTaken(
  { name, parent }: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  scope: Scope,
): string | undefined {
  const outer = parent.parent;
  const isTarget =
    ts.isBinaryExpression(outer) &&
    outer.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    outer.left === parent;
  const key = nameText(name);
  return isTarget && key !== undefined ? member(denote(outer.right, scope), key) : undefined;
}

/** The text that `expression` always has: literals, their sums, constants that hold them. */
export function findText(expression: ts.Expression, scope: Scope, depth = 0): string | undefined {
  const inner = unwrap(expression);
  if (depth > MAX_DEPTH) return undefined;
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isIdentifier(inner)) {
    const declaration = scope.findDeclaration(inner);
    const isKnown = declaration !== undefined && ts.isVariableDeclaration(declaration);
    return isKnown && declaration.initializer !== undefined
      ? findText(declaration.initializer, scope, depth + 1)
      : undefined;
  }
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return join([inner.left, inner.right].map((part) => findText(part, scope, depth + 1)));
  }
  if (!ts.isTemplateExpression(inner)) return undefined;
  const parts = inner.templateSpans.flatMap((span) => [
    findText(span.expression, scope, depth + 1),
    span.literal.text,
  ]);
  return join([inner.head.text, ...parts]);
}

const join = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join("");
