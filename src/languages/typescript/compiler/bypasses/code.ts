import ts from "typescript";
import type { Scope } from "../scope.ts";
import { rewrap, unwrap } from "../walk.ts";
import { type BypassRule, bypassAt } from "./bypass.ts";
import { denote, findText } from "./denote.ts";

const TIMERS = new Set(["setTimeout", "setInterval"]);

const evaluates = (what: string) => ({
  code: "eval",
  message: `Cannot use ${what}: it runs text that no checker has seen`,
  help: "Write the code itself",
});

/** Text that becomes code: `eval`, `Function`, timers with a string, and modules loaded while running. */
export const codeRules: readonly BypassRule[] = [
  (node, { file }, named) =>
    named === "eval" || (named === "Function" && !isHarmlessFunction(node))
      ? bypassAt(node, file, evaluates(`\`${named}\``))
      : undefined,

  (node, scope) =>
    (ts.isCallExpression(node) || ts.isNewExpression(node)) && callsConstructor(node, scope)
      ? bypassAt(node, scope.file, evaluates("a function's `constructor`"))
      : undefined,

  (node, scope) => {
    if (!ts.isCallExpression(node) || !TIMERS.has(denote(node.expression, scope) ?? ""))
      return undefined;
    const [first] = node.arguments;
    return first !== undefined && isText(first, scope)
      ? bypassAt(node, scope.file, evaluates("a timer with a string"))
      : undefined;
  },

  (node, { file }) =>
    ts.isCallExpression(node) && isImport(node.expression)
      ? bypassAt(node, file, {
          code: "dynamic-import",
          message: "Cannot use `import()`: what it loads is not known before it runs",
          help: "Write an import declaration at the top of the file",
        })
      : undefined,
];

const isImport = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isMetaProperty(callee) &&
    callee.keywordToken === ts.SyntaxKind.ImportKeyword &&
    callee.name.text !== "meta");

/** `x instanceof Function` and `Function.prototype` make no code. */
function isHarmlessFunction(node: ts.Node): boolean {
  const outer = rewrap(node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword && parent.right === outer;
  }
  return ts.isPropertyAccessExpression(parent) && parent.name.text === "prototype";
}

/** `f.constructor("code")` is `Function("code")`; `new this.constructor(x)` is a class making its like. */
function callsConstructor(node: ts.CallExpression | ts.NewExpression, scope: Scope): boolean {
  const callee = followConstant(node.expression, scope);
  const owner = findOwner(callee, "constructor", scope);
  if (owner === undefined || owner.kind === ts.SyntaxKind.SuperKeyword) return false;
  const isPlainCall = ts.isCallExpression(node) && callee === unwrap(node.expression);
  return (
    isPlainCall || isFunction(owner, scope) || findOwner(owner, "constructor", scope) !== undefined
  );
}

/** `owner` where `expression` is `owner.key`. */
function findOwner(
  expression: ts.Expression,
  key: string,
  scope: Scope,
): ts.Expression | undefined {
  const inner = unwrap(expression);
  const isMember =
    (ts.isPropertyAccessExpression(inner) && inner.name.text === key) ||
    (ts.isElementAccessExpression(inner) && findText(inner.argumentExpression, scope) === key);
  return isMember ? unwrap(inner.expression) : undefined;
}

/** What the constant that `expression` names was given; else `expression` itself, unwrapped. */
function followConstant(expression: ts.Expression, scope: Scope): ts.Expression {
  const inner = unwrap(expression);
  const declaration = ts.isIdentifier(inner) ? scope.findDeclaration(inner) : undefined;
  return declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined
    ? unwrap(declaration.initializer)
    : inner;
}

/** Whether `expression` is surely a function, or the prototype that one kind of functions shares. */
function isFunction(expression: ts.Expression, scope: Scope): boolean {
  const inner = followConstant(expression, scope);
  if (ts.isFunctionLike(inner)) return true;
  if (ts.isIdentifier(inner)) {
    const declaration = scope.findDeclaration(inner);
    return declaration !== undefined && ts.isFunctionDeclaration(declaration);
  }
  const [first] = ts.isCallExpression(inner) ? inner.arguments : [];
  return (
    first !== undefined &&
    ts.isCallExpression(inner) &&
    /^(Object|Reflect)[.]getPrototypeOf$/.test(denote(inner.expression, scope) ?? "") &&
    isFunction(first, scope)
  );
}

function isText(expression: ts.Expression, scope: Scope): boolean {
  const inner = unwrap(expression);
  if (ts.isTemplateExpression(inner) || findText(inner, scope) !== undefined) return true;
  return (
    ts.isBinaryExpression(inner) &&
    inner.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (isText(inner.left, scope) || isText(inner.right, scope))
  );
}
