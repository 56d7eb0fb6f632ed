import ts from "typescript";
import { unwrap } from "../compiler/walk.ts";

/** A function that has a name and a body. */
export type NamedFunction =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.AccessorDeclaration;

export interface FoundFunction {
  readonly name: string;
  readonly node: NamedFunction;
  /** What is shown as its text: the statement or the member that holds it. */
  readonly holder: ts.Node;
  /** The name of the class that it is a method of. */
  readonly objectName: string | undefined;
  /** That class, where the function stands in it. */
  readonly owner: ts.ClassLikeDeclaration | undefined;
}

/** The functions of a file: declarations, functions in variables and exports, methods. Inner ones belong to theirs. */
export function findFunctions(file: ts.SourceFile): readonly FoundFunction[] {
  const found: FoundFunction[] = [];
  const blocks: { readonly statements: readonly ts.Statement[]; readonly prefix: string }[] = [
    { statements: file.statements, prefix: "" },
  ];
  for (const { statements, prefix } of blocks) {
    for (const statement of statements) {
      found.push(...functionsOf(statement, prefix));
      if (!ts.isModuleDeclaration(statement)) continue;
      const block = innermostBlock(statement);
      if (block !== undefined)
        blocks.push({ statements: block.statements, prefix: `${prefix}${statement.name.text}.` });
    }
  }
  return found.toSorted((a, b) => a.node.pos - b.node.pos);
}

/** `namespace a.b { … }` is a namespace in a namespace. */
function innermostBlock({ body }: ts.ModuleDeclaration): ts.ModuleBlock | undefined {
  let inner: ts.Node | undefined = body;
  while (inner !== undefined && ts.isModuleDeclaration(inner)) inner = inner.body;
  return inner !== undefined && ts.isModuleBlock(inner) ? inner : undefined;
}

/** What a function that belongs to no class has instead. */
const FREE = { objectName: undefined, owner: undefined } as const;

function functionsOf(statement: ts.Statement, prefix: string): readonly FoundFunction[] {
  if (ts.isFunctionDeclaration(statement)) {
    const name = `${prefix}${statement.name?.text ?? "default"}`;
    return statement.body === undefined
      ? []
      : [{ ...FREE, name, node: statement, holder: statement }];
  }
  if (ts.isClassDeclaration(statement))
    return methodsOf(statement, `${prefix}${statement.name?.text ?? "default"}`);
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer !== undefined
        ? functionsInValue(initializer, `${prefix}${name.text}`, statement)
        : [],
    );
  if (ts.isExportAssignment(statement))
    return functionsInValue(statement.expression, `${prefix}default`, statement);
  if (ts.isExpressionStatement(statement)) return exportedFunctions(statement);
  return [];
}

/** `module.exports = …`, `exports.name = …`, `Class.prototype.name = …`. */
function exportedFunctions(statement: ts.ExpressionStatement): readonly FoundFunction[] {
  const { expression } = statement;
  if (!ts.isBinaryExpression(expression)) return [];
  if (expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const target = expression.left.getText();
  const [, exported] = /^(?:module\.)?exports\.([\w$]+)$/.exec(target) ?? [];
  const [, owner, method] = /^([\w$]+)\.prototype\.([\w$]+)$/.exec(target) ?? [];
  if (method !== undefined)
    return functionsInValue(expression.right, `${owner}.${method}`, statement).map((each) => ({
      ...each,
      objectName: owner,
    }));
  const name = exported ?? (target === "module.exports" ? "default" : undefined);
  return name === undefined ? [] : functionsInValue(expression.right, name, statement);
}

function functionsInValue(
  value: ts.Expression,
  name: string,
  holder: ts.Node,
): readonly FoundFunction[] {
  const node = unwrap(value);
  if (isFunctionValue(node)) return [{ ...FREE, name, node, holder }];
  return ts.isClassExpression(node) ? methodsOf(node, name) : [];
}

const isFunctionValue = (node: ts.Expression): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

function methodsOf(owner: ts.ClassLikeDeclaration, prefix: string): readonly FoundFunction[] {
  return owner.members.flatMap((member): readonly FoundFunction[] => {
    const node = functionOfMember(member);
    const name = member.name === undefined ? undefined : memberName(member.name);
    if (name === undefined || node === undefined) return [];
    const suffix = ts.isSetAccessor(member) ? ".setter" : "";
    const whole = `${prefix}.${name}${suffix}`;
    return [{ name: whole, node, holder: member, objectName: prefix, owner }];
  });
}

/** The function that a member of a class is; constructors make objects and are none. */
export function functionOfMember(member: ts.ClassElement): NamedFunction | undefined {
  if (ts.isPropertyDeclaration(member)) {
    const value = member.initializer === undefined ? undefined : unwrap(member.initializer);
    return value !== undefined && isFunctionValue(value) ? value : undefined;
  }
  const isMethod =
    ts.isMethodDeclaration(member) || ts.isGetAccessor(member) || ts.isSetAccessor(member);
  return isMethod && member.body !== undefined ? member : undefined;
}

/** A member's name; `undefined` for one that is computed. */
export function memberName(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  return ts.isStringLiteral(name) ? name.text : undefined;
}
