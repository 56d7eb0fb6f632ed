/** Parameters, result and description of a function, as its source says them. */

import ts from "typescript";
import type { OutlinedParameter, SourceConstruct } from "../../../ports/migration.ts";
import { walk } from "../compiler/walk.ts";
import type { FileNames } from "./file-names.ts";
import { boundNames } from "./file-names.ts";
import { construct } from "./find-constructs.ts";
import type { FoundFunction, NamedFunction } from "./find-functions.ts";

export interface Signature {
  readonly parameters: readonly OutlinedParameter[];
  readonly returns: string | undefined;
  readonly constructs: readonly SourceConstruct[];
}

/** Reads what `found` takes and gives; types of JSDoc count where the code has none. */
export function readSignature(
  found: FoundFunction,
  { names, usesThis }: { readonly names: FileNames; readonly usesThis: boolean },
): Signature {
  const { node, owner, holder, objectName } = found;
  const usesObject = objectName !== undefined && usesThis && !isStatic(holder);
  const declared = node.parameters.filter(({ name }) => name.getText() !== "this");
  return {
    parameters: [
      ...(usesObject ? [{ name: "this", type: objectName, defaultValue: undefined }] : []),
      ...declared.flatMap((parameter) => readParameter(parameter, names)),
    ],
    returns: readReturns(node),
    constructs: [
      ...decoratorsOf(holder),
      ...typeParametersOf(found),
      ...declared.flatMap(constructsOfParameter),
      ...(usesObject ? (owner?.heritageClauses ?? []) : [])
        .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
        .map((clause) => construct("inheritance", clause)),
      ...overloadsOf(node),
    ],
  };
}

/** Its own, and those of its class that it mentions. */
function typeParametersOf({ node, owner, holder }: FoundFunction): readonly SourceConstruct[] {
  const ofClass = owner?.typeParameters ?? [];
  const mentioned = new Set<string>();
  if (ofClass.length > 0)
    for (const each of walk(holder)) if (ts.isIdentifier(each)) mentioned.add(each.text);
  return [
    ...(node.typeParameters ?? []),
    ...ofClass.filter(({ name }) => mentioned.has(name.text)),
  ].map((each) => construct("type-parameter", each, each.name.text));
}

/** Its comment, without marks. */
export function readDescription(holder: ts.Node): string | undefined {
  const { text } = holder.getSourceFile();
  const ranges = ts.getLeadingCommentRanges(text, holder.pos) ?? [];
  const own: string[] = [];
  let next = holder.getStart();
  // A comment that a blank line sets apart is about something else.
  for (const { pos, end } of ranges.toReversed()) {
    if (/\n\s*\n/.test(text.slice(end, next))) break;
    own.unshift(withoutMarks(text.slice(pos, end)));
    next = pos;
  }
  const description = own.join("\n").trim();
  return description === "" ? undefined : description;
}

function withoutMarks(comment: string): string {
  const inside = comment.startsWith("/*") ? comment.slice(2, -2) : comment;
  return inside
    .split("\n")
    .map((line) => line.trim().replace(/^(?:\/\/|\*+)\s?/, ""))
    .join("\n")
    .trim();
}

function readParameter(
  parameter: ts.ParameterDeclaration,
  names: FileNames,
): readonly OutlinedParameter[] {
  const { name, initializer } = parameter;
  const type = parameter.type ?? ts.getJSDocType(parameter);
  if (ts.isObjectBindingPattern(name)) return readPattern(name, type, names);
  const isOptional =
    parameter.questionToken !== undefined || ts.getJSDocParameterTags(parameter).some(isBracketed);
  return [
    {
      name: ts.isIdentifier(name) ? name.text : boundNames(name).toReversed().join("_"),
      type: spellType(type, isOptional && initializer === undefined),
      defaultValue: initializer?.getText(),
    },
  ];
}

const isBracketed = ({ isBracketed }: ts.JSDocParameterTag): boolean => isBracketed;

function spellType(type: ts.TypeNode | undefined, isOptional: boolean): string | undefined {
  if (type === undefined) return undefined;
  const text = ts.isJSDocOptionalType(type) ? type.type.getText() : type.getText();
  return isOptional || ts.isJSDocOptionalType(type) ? `${text} | undefined` : text;
}

/** `{ a, b }: Options` takes an `a` and a `b`. */
function readPattern(
  pattern: ts.ObjectBindingPattern,
  type: ts.TypeNode | undefined,
  names: FileNames,
): readonly OutlinedParameter[] {
  const members = new Map(
    membersOf(type, names).flatMap((member): [string, ts.PropertySignature][] =>
      ts.isPropertySignature(member) ? [[member.name.getText(), member]] : [],
    ),
  );
  return pattern.elements.flatMap((element) => {
    const member = members.get((element.propertyName ?? element.name).getText());
    const isOptional = member?.questionToken !== undefined && element.initializer === undefined;
    return boundNames(element.name).map((name) => ({
      name,
      type: ts.isIdentifier(element.name) ? spellType(member?.type, isOptional) : undefined,
      defaultValue: element.initializer?.getText(),
    }));
  });
}

/** The members of a type that is written out, there or in the file. */
function membersOf(type: ts.TypeNode | undefined, names: FileNames): readonly ts.TypeElement[] {
  if (type === undefined) return [];
  if (ts.isTypeLiteralNode(type)) return type.members;
  if (!ts.isTypeReferenceNode(type)) return [];
  return (names.declarations.get(type.typeName.getText()) ?? []).flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) return statement.members;
    const isWritten = ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type);
    return isWritten ? (statement.type as ts.TypeLiteralNode).members : [];
  });
}

function constructsOfParameter(parameter: ts.ParameterDeclaration): readonly SourceConstruct[] {
  const { name, dotDotDotToken } = parameter;
  return [
    ...(dotDotDotToken === undefined ? [] : [construct("variable-arguments", name)]),
    ...(ts.isIdentifier(name) ? [] : [construct("destructured-parameter", parameter)]),
  ];
}

function readReturns(node: NamedFunction): string | undefined {
  const type = node.type ?? ts.getJSDocReturnType(node);
  if (type !== undefined) return type.getText();
  return givesValue(node) ? undefined : "void";
}

/** Whether some path gives a value back. */
function givesValue(node: NamedFunction): boolean {
  const { body } = node;
  if (body === undefined || !ts.isBlock(body)) return true;
  for (const inner of walk(body))
    if (ts.isReturnStatement(inner) && inner.expression !== undefined && isReturnOf(inner, node))
      return true;
    else if (ts.isYieldExpression(inner)) return true;
  return false;
}

function isReturnOf(statement: ts.Node, node: ts.Node): boolean {
  let { parent } = statement;
  while (!ts.isFunctionLike(parent)) parent = parent.parent;
  return parent === node;
}

const isStatic = (member: ts.Node): boolean =>
  ts.canHaveModifiers(member) &&
  (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);

const decoratorsOf = (holder: ts.Node): readonly SourceConstruct[] =>
  ts.canHaveDecorators(holder)
    ? (ts.getDecorators(holder) ?? []).map((each) => construct("decorator", each))
    : [];

/** Further signatures of the same function. */
function overloadsOf(node: NamedFunction): readonly SourceConstruct[] {
  const siblings: readonly ts.Node[] = ts.isFunctionDeclaration(node)
    ? siblingsOf(node)
    : ts.isMethodDeclaration(node)
      ? (node.parent as ts.ClassLikeDeclaration).members
      : [];
  return siblings
    .filter((each) => isOverloadOf(each, node))
    .map((each) => construct("overload", each));
}

const siblingsOf = ({ parent }: ts.FunctionDeclaration): readonly ts.Node[] =>
  ts.isSourceFile(parent) || ts.isModuleBlock(parent) ? parent.statements : [];

const isOverloadOf = (other: ts.Node, node: NamedFunction): boolean =>
  (ts.isFunctionDeclaration(other) || ts.isMethodDeclaration(other)) &&
  other.body === undefined &&
  other.name?.getText() === node.name?.getText();
