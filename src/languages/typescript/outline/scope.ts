/** What names stand for inside of a function, and what the fields of a class hold. */

import ts from "typescript";
import { walk } from "../compiler/walk.ts";
import { memberOf } from "./file-names.ts";
import { memberName } from "./find-functions.ts";

/** Where a variable, parameter or field gets its value; everything `undefined` where nothing tells. */
export interface Binding {
  readonly value: ts.Expression | undefined;
  readonly type: ts.TypeNode | undefined;
  /** The member of that value that it is. */
  readonly member: string | undefined;
  readonly isParameter: boolean;
  /** What names in the value stand for, where that is another function's matter. */
  readonly locals: ReadonlyMap<string, Binding> | undefined;
}

/** Bound, and nothing tells to what. */
export const UNKNOWN: Binding = {
  value: undefined,
  type: undefined,
  member: undefined,
  isParameter: false,
  locals: undefined,
};

/** Everything bound somewhere inside of `root`: which block binds it is not looked at. */
export function readLocals(root: ts.Node): ReadonlyMap<string, Binding> {
  const locals = new Map<string, Binding>();
  const bind = (name: string, binding: Binding): void => {
    locals.set(name, locals.has(name) ? { ...UNKNOWN, isParameter: binding.isParameter } : binding);
  };
  for (const node of walk(root)) {
    if (ts.isVariableDeclaration(node) && !isAtTop(node)) bindVariable(node, bind);
    else if (ts.isParameter(node)) bindParameter(node, isParameterOf(node, root), bind);
    else if (ts.isBindingElement(node)) bindElement(node, root, bind);
    else if (isNamedDeclaration(node) && node !== root && node.name !== undefined)
      bind(node.name.text, UNKNOWN);
  }
  return locals;
}

type Bind = (name: string, binding: Binding) => void;

function bindVariable({ name, initializer, type }: ts.VariableDeclaration, bind: Bind): void {
  if (ts.isIdentifier(name)) bind(name.text, { ...UNKNOWN, value: initializer, type });
}

function bindParameter({ name, type }: ts.ParameterDeclaration, isOwn: boolean, bind: Bind): void {
  if (ts.isIdentifier(name)) bind(name.text, { ...UNKNOWN, type, isParameter: isOwn });
}

function bindElement(element: ts.BindingElement, root: ts.Node, bind: Bind): void {
  const { name, parent: pattern } = element;
  if (!ts.isIdentifier(name)) return;
  const holder = pattern.parent;
  const isSimple = ts.isObjectBindingPattern(pattern) && ts.isVariableDeclaration(holder);
  const value = isSimple ? holder.initializer : undefined;
  bind(name.text, {
    ...UNKNOWN,
    value,
    member: value === undefined ? undefined : memberOf(element),
    isParameter: ts.isParameter(holder) && isParameterOf(holder, root),
  });
}

/** A variable of the file is no local, even where the file's statement is what is looked at. */
const isAtTop = (node: ts.VariableDeclaration): boolean =>
  ts.isVariableStatement(node.parent.parent) && ts.isSourceFile(node.parent.parent.parent);

const isParameterOf = (node: ts.ParameterDeclaration, root: ts.Node): boolean =>
  node.parent === root;

const isNamedDeclaration = (
  node: ts.Node,
): node is ts.FunctionDeclaration | ts.FunctionExpression | ts.ClassLikeDeclaration =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isClassLike(node);

/** What the fields of `owner` hold: as declared, or as its constructor sets them. */
export function readFields(owner: ts.ClassLikeDeclaration): ReadonlyMap<string, Binding> {
  const fields = new Map<string, Binding>();
  for (const member of owner.members) {
    if (ts.isPropertyDeclaration(member)) {
      const name = memberName(member.name);
      if (name !== undefined)
        fields.set(name, { ...UNKNOWN, value: member.initializer, type: member.type });
    } else if (ts.isConstructorDeclaration(member)) {
      for (const [name, binding] of fieldsOfConstructor(member))
        if (isBlank(fields.get(name))) fields.set(name, binding);
    }
  }
  return fields;
}

const isBlank = (binding: Binding | undefined): boolean =>
  binding === undefined || (binding.value === undefined && binding.type === undefined);

function* fieldsOfConstructor(
  constructor: ts.ConstructorDeclaration,
): Generator<readonly [string, Binding]> {
  for (const parameter of constructor.parameters)
    if (
      ts.isIdentifier(parameter.name) &&
      ts.isParameterPropertyDeclaration(parameter, constructor)
    )
      yield [parameter.name.text, { ...UNKNOWN, type: parameter.type }];
  const locals = readLocals(constructor);
  for (const statement of constructor.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression))
      continue;
    const { left, right } = statement.expression;
    if (!ts.isPropertyAccessExpression(left)) continue;
    if (left.expression.kind === ts.SyntaxKind.ThisKeyword)
      yield [left.name.text, { ...UNKNOWN, value: right, locals }];
  }
}
