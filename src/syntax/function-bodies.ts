/** Functions of a file and what stands in them, by what all grammars have in common. */

import type { SyntaxNode, SyntaxTree } from "../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf, walk } from "./nodes.ts";

export interface FunctionBody {
  /** With the names of the classes around it: `Basket.total`. */
  readonly name: string;
  /** The name of the outermost function that it is in: its own where it is in none. */
  readonly unit: string;
  /** The whole declaration, decorators included. */
  readonly node: SyntaxNode;
  readonly body: SyntaxNode;
  /** What holds the declaration: two of one name in it are one too many. */
  readonly scope: SyntaxNode;
  /** Text before the body and around the declaration that may say that a body is not wanted. */
  readonly head: string;
  /** Heads of the classes around it, innermost first. */
  readonly classHeads: readonly string[];
}

const FUNCTION = /^(?:generator_)?(?:function|method)_(?:definition|declaration|item)$/;
const VALUE = /^(?:arrow_function|function_expression|generator_function)$/;
/** What gives a function its name. */
const HOLDER = /^(?:variable_declarator|public_field_definition)$/;
const CLASS = /^(?:abstract_)?class(?:_definition|_declaration)?$|^(?:impl|trait)_item$/;
/** Nodes that only stand around a declaration. */
const WRAPPER =
  /^(?:decorated_definition|export_statement|ambient_declaration|lexical_declaration|variable_declaration)$/;

/** What was found in a tree: each is asked for elided functions and for doubled ones. */
const found = new WeakMap<SyntaxTree, readonly FunctionBody[]>();

/** Every function, method and function in a named constant that has a body, those inside others included. */
export function findFunctionBodies(tree: SyntaxTree): readonly FunctionBody[] {
  const known = found.get(tree);
  if (known !== undefined) return known;
  const bodies: FunctionBody[] = [];
  for (const node of walk(tree.root)) {
    const named = readFunction(node);
    if (named !== undefined) bodies.push(describe(node, named));
  }
  found.set(tree, bodies);
  return bodies;
}

interface Named {
  readonly name: string;
  readonly body: SyntaxNode;
}

function readFunction(node: SyntaxNode): Named | undefined {
  if (!FUNCTION.test(node.type) && !HOLDER.test(node.type)) return undefined;
  const name = childOf(node, "name");
  const holder = FUNCTION.test(node.type) ? node : childOf(node, "value");
  if (name === undefined || holder === undefined) return undefined;
  if (holder !== node && !VALUE.test(holder.type)) return undefined;
  const body = childOf(holder, "body");
  return body === undefined ? undefined : { name: textOf(name), body };
}

function describe(node: SyntaxNode, { name, body }: Named): FunctionBody {
  const whole = outermost(node);
  const classes = [...ancestors(node)].filter(({ type }) => CLASS.test(type));
  const around = [...ancestors(node)].findLast((each) => readFunction(each) !== undefined);
  return {
    name: wholeName(node, name),
    unit: around === undefined ? wholeName(node, name) : wholeName(around, nameOf(around)),
    node: whole,
    body,
    scope: whole.parent ?? whole,
    head: whole.source.slice(startOf(whole), body.start),
    classHeads: classes.map((each) =>
      each.source.slice(outermost(each).start, childOf(each, "body")?.start ?? each.end),
    ),
  };
}

const nameOf = (node: SyntaxNode): string => {
  const named = childOf(node, "name") ?? childOf(node, "type");
  return named === undefined ? "" : textOf(named);
};

const wholeName = (node: SyntaxNode, name: string): string =>
  [...ancestors(node)]
    .filter(({ type }) => CLASS.test(type))
    .map(nameOf)
    .reverse()
    .concat(name)
    .filter((part) => part !== "")
    .join(".");

/** The declaration with what is wrapped around it. */
function outermost(node: SyntaxNode): SyntaxNode {
  let whole = node;
  while (whole.parent !== undefined && WRAPPER.test(whole.parent.type)) whole = whole.parent;
  return whole;
}

/** Where the decorators begin that some grammars put beside a declaration. */
function startOf(node: SyntaxNode): number {
  const siblings = node.parent?.children ?? [];
  let at = siblings.indexOf(node);
  while (siblings[at - 1]?.type === "decorator") at -= 1;
  return siblings[at]?.start ?? node.start;
}

/** What a body's statements are, comments and documentation left out. */
export function statementsOf(body: SyntaxNode): readonly SyntaxNode[] {
  const statements = namedChildren(body).filter(({ type }) => !type.endsWith("comment"));
  const [first] = statements;
  return first !== undefined && isDocumentation(first) ? statements.slice(1) : statements;
}

const isDocumentation = (statement: SyntaxNode): boolean =>
  statement.type === "expression_statement" &&
  statement.children.length === 1 &&
  statement.children[0]?.type === "string" &&
  /^[a-zA-Z]{0,2}(?:"""|''')/.test(textOf(statement));
