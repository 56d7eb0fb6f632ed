/** What a Python file declares and imports. */

import type { FileOutline, Unit } from "../../domain/reference.ts";
import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import { childOf, childrenOf, findAll, textOf, walk } from "../nodes.ts";
import { firstSentence, onOneLine, startWithCompanions, uniqueNames } from "../outline-text.ts";

/** Classes in classes in classes: deeper ones are nobody's example. */
const DEEPEST = 6;

/** Functions, classes with their methods, type aliases and constants of a tree of tree-sitter-python. */
export const outlinePython = ({ root }: SyntaxTree): FileOutline => ({
  units: [...unitsOf(root, { around: [], isTop: true })],
  imports: uniqueNames(importsOf(root)),
});

interface Place {
  /** Names of the classes around it. */
  readonly around: readonly string[];
  /** Neither in a class nor in a branch. */
  readonly isTop: boolean;
}

function* unitsOf(block: SyntaxNode, place: Place): Generator<Unit> {
  for (const [at, statement] of block.children.entries()) {
    const start = startWithCompanions(block.children, at, ["comment"]);
    const definition = childOf(statement, "definition") ?? statement;
    if (definition.type === "function_definition") yield toFunction(definition, start, place);
    else if (definition.type === "class_definition") {
      yield toClass(definition, start, place);
      yield* unitsInClass(definition, place);
    } else if (statement.type === "type_alias_statement") yield toAlias(statement, start, place);
    else if (statement.type === "expression_statement") yield* toConstant(statement, start, place);
    else if (isBranch(statement)) yield* unitsInBranches(statement, place);
  }
}

function* unitsInClass(definition: SyntaxNode, { around }: Place): Generator<Unit> {
  const body = childOf(definition, "body");
  if (body === undefined || around.length >= DEEPEST) return;
  yield* unitsOf(body, { around: [...around, nameOf(definition)], isTop: false });
}

/** `if TYPE_CHECKING:` and `try: import …` declare what the file declares. */
const isBranch = ({ type }: SyntaxNode): boolean =>
  type === "if_statement" || type === "try_statement";

function* unitsInBranches(statement: SyntaxNode, place: Place): Generator<Unit> {
  if (!place.isTop) return;
  for (const part of [statement, ...statement.children]) {
    for (const block of part.children.filter(({ type }) => type === "block"))
      yield* unitsOf(block, { ...place, isTop: false });
  }
}

const nameOf = (node: SyntaxNode): string => {
  const name = childOf(node, "name");
  return name === undefined ? "" : textOf(name);
};

const wholeName = (name: string, { around }: Place): string => [...around, name].join(".");

const toFunction = (node: SyntaxNode, start: number, place: Place): Unit => ({
  kind: place.around.length > 0 ? "method" : "function",
  name: wholeName(nameOf(node), place),
  signature: headOf(node),
  start,
  end: node.end,
  summary: summaryOf(node, start),
  ...mentionedIn(node),
});

function toClass(node: SyntaxNode, start: number, place: Place): Unit {
  const mentioned = mentionedIn(node);
  const bases = basesOf(node);
  return {
    kind: bases.includes("Protocol") ? "interface" : "class",
    name: wholeName(nameOf(node), place),
    signature: headOf(node),
    start,
    end: node.end,
    summary: summaryOf(node, start),
    calls: mentioned.calls,
    types: uniqueNames([...bases, ...mentioned.types]),
  };
}

function toAlias(node: SyntaxNode, start: number, place: Place): Unit {
  const [left] = node.children.filter(({ isNamed }) => isNamed);
  const [name] = left === undefined ? [] : findAll(left, "identifier");
  return {
    kind: "type",
    name: wholeName(name === undefined ? "" : textOf(name), place),
    signature: onOneLine(node.source, node.start, left?.end ?? node.end),
    start,
    end: node.end,
    summary: commentBefore(node, start),
    ...mentionedIn(node),
  };
}

/** A name in capitals that gets a value, outside classes. */
function* toConstant(statement: SyntaxNode, start: number, place: Place): Generator<Unit> {
  const [assignment] = statement.children;
  if (!place.isTop || assignment?.type !== "assignment") return;
  const [left, right] = [childOf(assignment, "left"), childOf(assignment, "right")];
  if (left?.type !== "identifier" || right === undefined) return;
  if (!/^_*[A-Z][A-Z0-9_]*$/.test(textOf(left))) return;
  const type = childOf(assignment, "type");
  yield {
    kind: "constant",
    name: textOf(left),
    signature: onOneLine(statement.source, left.start, (type ?? left).end),
    start,
    end: statement.end,
    summary: commentBefore(statement, start),
    ...mentionedIn(statement),
  };
}

const headOf = (node: SyntaxNode): string => {
  const colon = node.children.findLast(({ type }) => type === ":");
  const end = colon?.start ?? childOf(node, "body")?.start ?? node.end;
  return onOneLine(node.source, node.start, end);
};

/** The docstring's first sentence, or that of the comment before it. */
function summaryOf(node: SyntaxNode, start: number): string | undefined {
  const first = childOf(node, "body")?.children.find(({ type }) => type !== "comment");
  const [docstring] = first?.type === "expression_statement" ? first.children : [];
  if (docstring?.type !== "string") return commentBefore(node, start);
  const content = docstring.children.filter(({ type }) => type === "string_content");
  return firstSentence(content.map(textOf).join(""));
}

function commentBefore({ source, start: end }: SyntaxNode, start: number): string | undefined {
  const lines = source.slice(start, end).split("\n");
  const comments = lines.flatMap((line) => /^\s*#+:?\s?(.*)$/.exec(line)?.[1] ?? []);
  return firstSentence(comments.join("\n"));
}

const basesOf = (node: SyntaxNode): readonly string[] =>
  (childOf(node, "superclasses")?.children ?? []).flatMap((base) => {
    const named = base.type === "subscript" ? (childOf(base, "value") ?? base) : base;
    return ["identifier", "attribute"].includes(named.type) ? [lastName(named)] : [];
  });

const lastName = (node: SyntaxNode): string => textOf(childOf(node, "attribute") ?? node);

function mentionedIn(node: SyntaxNode): Pick<Unit, "calls" | "types"> {
  const calls: string[] = [];
  const types: string[] = [];
  for (const inside of walk(node)) {
    if (inside.type === "call") {
      const called = childOf(inside, "function");
      if (called?.type === "identifier" || called?.type === "attribute")
        calls.push(lastName(called));
    } else if (inside.type === "type") types.push(...namesIn(inside));
  }
  return { calls: uniqueNames(calls), types: uniqueNames(types) };
}

/** Names of a type, without those of the types in its brackets, which are types themselves. */
function namesIn(type: SyntaxNode): readonly string[] {
  const [named] = type.children;
  if (named === undefined) return [];
  if (named.type === "attribute" || named.type === "identifier") return [lastName(named)];
  if (named.type === "generic_type") return named.children.slice(0, 1).map(lastName);
  return findAll(named, "identifier").map(textOf);
}

function* importsOf(root: SyntaxNode): Generator<string> {
  const isClosed = ({ type }: SyntaxNode): boolean =>
    !["block", "if_statement", "try_statement", "except_clause", "else_clause"].includes(type);
  for (const node of walk(root, isClosed)) {
    if (node.type === "import_from_statement") yield* childrenOf(node, "module_name").map(textOf);
    if (node.type === "import_statement")
      yield* childrenOf(node, "name").map((name) => textOf(childOf(name, "name") ?? name));
  }
}
