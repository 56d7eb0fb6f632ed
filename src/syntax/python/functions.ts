/** Functions and classes of a Python tree: their heads, and what stands directly in them. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../nodes.ts";

/** The name that a function, class or parameter is declared with. */
export const declaredName = (node: SyntaxNode): string => {
  const name = childOf(node, "name");
  return name === undefined ? "" : textOf(name);
};

export const isAsync = (node: SyntaxNode): boolean => node.children[0]?.type === "async";

export interface PythonParameter {
  readonly name: string;
  /** `*args`, `**kwargs`, or any other. */
  readonly kind: "plain" | "positional-rest" | "keyword-rest";
  /** Behind a `*`: to be given by its name. */
  readonly isKeywordOnly: boolean;
  readonly annotation: SyntaxNode | undefined;
  readonly default: SyntaxNode | undefined;
  readonly node: SyntaxNode;
}

/** The parameters of a function or lambda, `self` included. */
export function parametersOf(callable: SyntaxNode): readonly PythonParameter[] {
  const list = childOf(callable, "parameters");
  if (list === undefined) return [];
  const parameters: PythonParameter[] = [];
  let isKeywordOnly = false;
  for (const node of namedChildren(list)) {
    if (node.type === "keyword_separator" || node.type === "list_splat_pattern")
      isKeywordOnly = true;
    const parameter = toParameter(node, isKeywordOnly);
    if (parameter !== undefined) parameters.push(parameter);
    if (parameter?.kind === "positional-rest") isKeywordOnly = true;
  }
  return parameters;
}

function toParameter(node: SyntaxNode, isKeywordOnly: boolean): PythonParameter | undefined {
  const inner = node.type === "typed_parameter" ? node.children[0] : node;
  const named = childOf(node, "name") ?? findIdentifier(inner);
  if (named === undefined) return undefined;
  return {
    name: textOf(named),
    kind:
      inner?.type === "list_splat_pattern"
        ? "positional-rest"
        : inner?.type === "dictionary_splat_pattern"
          ? "keyword-rest"
          : "plain",
    isKeywordOnly,
    annotation: childOf(node, "type"),
    default: childOf(node, "value"),
    node,
  };
}

const findIdentifier = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
  node?.type === "identifier" ? node : node?.children.find(({ type }) => type === "identifier");

export const returnTypeOf = (callable: SyntaxNode): SyntaxNode | undefined =>
  childOf(callable, "return_type");

/** The statements directly in a function, class, clause, or block; without comments. */
export function statementsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const block =
    node.type === "block" || node.type === "module"
      ? node
      : (childOf(node, "body") ??
        childOf(node, "consequence") ??
        node.children.find(({ type }) => type === "block"));
  return block === undefined ? [] : namedChildren(block).filter(({ type }) => type !== "comment");
}

/** The string a function, class or module begins with. */
export function docstringOf(node: SyntaxNode): SyntaxNode | undefined {
  const first = statementsOf(node)[0];
  const text = first?.type === "expression_statement" ? first.children[0] : undefined;
  return text?.type === "string" || text?.type === "concatenated_string" ? text : undefined;
}

/** The statements of a body, its docstring left out. */
export function workOf(node: SyntaxNode): readonly SyntaxNode[] {
  const statements = statementsOf(node);
  return docstringOf(node) === undefined ? statements : statements.slice(1);
}

/** What stands behind each `@`: `property`, `field_validator("x")`. */
export function decoratorsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const around = definition.parent;
  if (around?.type !== "decorated_definition") return [];
  return around.children
    .filter(({ type }) => type === "decorator")
    .flatMap((decorator) => namedChildren(decorator).slice(0, 1));
}

/** A statement without its decorators: what `decorated_definition` declares, or the statement itself. */
export const undecorated = (statement: SyntaxNode): SyntaxNode =>
  statement.type === "decorated_definition"
    ? (childOf(statement, "definition") ?? statement)
    : statement;

/** The functions declared directly in a class or module. */
export const functionsIn = (node: SyntaxNode): readonly SyntaxNode[] =>
  statementsOf(node)
    .map(undecorated)
    .filter(({ type }) => type === "function_definition");

export const findMethod = (classNode: SyntaxNode, name: string): SyntaxNode | undefined =>
  functionsIn(classNode).find((method) => declaredName(method) === name);

/** What a class stands on, key words such as `metaclass=` left out; subscripts whole: `NodeCompute[In, Out]`. */
export function basesOf(classNode: SyntaxNode): readonly SyntaxNode[] {
  const list = childOf(classNode, "superclasses");
  if (list === undefined) return [];
  return namedChildren(list).filter(
    ({ type }) => type !== "keyword_argument" && type !== "comment",
  );
}

/** A name declared in a class body with a type, a value, or both. */
export interface ClassField {
  readonly name: string;
  readonly annotation: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  readonly node: SyntaxNode;
}

export function fieldsOf(classNode: SyntaxNode): readonly ClassField[] {
  return statementsOf(classNode).flatMap((statement) => {
    const node = statement.type === "expression_statement" ? statement.children[0] : undefined;
    const left = node?.type === "assignment" ? childOf(node, "left") : undefined;
    if (node === undefined || left?.type !== "identifier") return [];
    return [
      {
        name: textOf(left),
        annotation: childOf(node, "type"),
        value: childOf(node, "right"),
        node,
      },
    ];
  });
}

/** The innermost function (or lambda) around a node; its own defaults, annotations and decorators are outside it. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  let inner = node;
  for (const around of ancestors(node)) {
    if (isCallable(around) && inner.field === "body") return around;
    inner = around;
  }
  return undefined;
}

/** The innermost class around a node. */
export function classAround(node: SyntaxNode): SyntaxNode | undefined {
  for (const around of ancestors(node)) if (around.type === "class_definition") return around;
  return undefined;
}

/** The class whose method this function is; `undefined` for a function that is none. */
export function classOfMethod(callable: SyntaxNode): SyntaxNode | undefined {
  const around = callable.parent?.type === "decorated_definition" ? callable.parent : callable;
  const owner = around.parent?.parent;
  return owner?.type === "class_definition" ? owner : undefined;
}

/** Everything in a function that runs when it runs: nothing inside functions, lambdas and classes that it declares. */
export function* walkBody(callable: SyntaxNode): Generator<SyntaxNode> {
  const body = childOf(callable, "body") ?? callable;
  const open = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node !== body) yield node;
    if (isCallable(node) || node.type === "class_definition") continue;
    for (let at = node.children.length - 1; at >= 0; at -= 1)
      open.push(node.children[at] as SyntaxNode);
  }
}

const isCallable = ({ type }: SyntaxNode): boolean =>
  type === "function_definition" || type === "lambda";

/** The clauses of a statement with this type: `except_clause`. */
export const clausesOf = (statement: SyntaxNode, type: string): readonly SyntaxNode[] =>
  statement.children.filter((child) => child.type === type);
