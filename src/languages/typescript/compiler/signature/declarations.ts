import ts from "typescript";
import { renderCanonical } from "./canonical.ts";

/** A statement that declares one thing a signature can speak of. */
export type Declaration =
  | ts.FunctionDeclaration
  | ts.VariableStatement
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration;

/** Whether a statement is a declaration that a signature can speak of. */
export const isDeclaration = (statement: ts.Statement): statement is Declaration =>
  ts.isFunctionDeclaration(statement) ||
  (ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1) ||
  ts.isClassDeclaration(statement) ||
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isEnumDeclaration(statement);

/** The name that it declares; `default` where it has none. */
export function nameOf(declaration: Declaration): string {
  if (!ts.isVariableStatement(declaration)) return declaration.name?.text ?? "default";
  const name = variableOf(declaration)?.name;
  return name !== undefined && ts.isIdentifier(name) ? name.text : "default";
}

const variableOf = (statement: ts.VariableStatement): ts.VariableDeclaration | undefined =>
  statement.declarationList.declarations[0];

/**
 * What callers see of a declaration: no `export`, no bodies, no members of a class. A value is left out
 * where `like`, the declaration it is compared with, has none.
 */
export const renderHead = (declaration: Declaration, like: Declaration = declaration): string => {
  const keepsValue = hasValue(like);
  return renderCanonical(
    declaration,
    declaration.getSourceFile(),
    (part) =>
      part.kind === ts.SyntaxKind.ExportKeyword ||
      isBody(part) ||
      isClassBody(part) ||
      (!keepsValue && isValue(part)),
  );
};

/** A class member without its body, and without its value where `like` has none. */
export const renderMember = (member: ts.ClassElement, like: ts.ClassElement = member): string => {
  const keepsValue = !ts.isPropertyDeclaration(like) || like.initializer !== undefined;
  return renderCanonical(
    member,
    member.getSourceFile(),
    (part) => isBody(part) || (!keepsValue && isValue(part)),
  );
};

const hasValue = (declaration: Declaration): boolean =>
  !ts.isVariableStatement(declaration) || variableOf(declaration)?.initializer !== undefined;

const isBody = (part: ts.Node): boolean =>
  part.parent !== undefined && "body" in part.parent && part.parent.body === part;

/** The braces of a class and all between them. */
const isClassBody = (part: ts.Node): boolean =>
  part.parent !== undefined &&
  ts.isClassDeclaration(part.parent) &&
  part.end >= part.parent.members.pos;

/** A value and the `=` before it. */
const isValue = (part: ts.Node): boolean => {
  const { parent } = part;
  if (
    parent === undefined ||
    !(ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent))
  ) {
    return false;
  }
  return parent.initializer === part || part.kind === ts.SyntaxKind.EqualsToken;
};
