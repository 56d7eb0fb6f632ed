/** What a TypeScript or JavaScript file declares and imports. */

import type { FileOutline, Unit } from "../../domain/reference.ts";
import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import { childOf, findAll, textOf } from "../nodes.ts";
import { firstSentence, onOneLine, startWithCompanions, uniqueNames } from "../outline-text.ts";
import { mentionedIn } from "./mentioned-names.ts";

/** Namespaces in namespaces: deeper ones are nobody's example. */
const DEEPEST = 6;

/** Functions, classes with their methods, interfaces, types and constants of a tree of tree-sitter-typescript. */
export const outlineTypeScript = ({ root }: SyntaxTree): FileOutline => ({
  units: [...unitsOf(root, [])],
  imports: uniqueNames(importsOf(root)),
});

const KINDS: Readonly<Record<string, Unit["kind"]>> = {
  function_declaration: "function",
  generator_function_declaration: "function",
  function_signature: "function",
  function_expression: "function",
  generator_function: "function",
  arrow_function: "function",
  class_declaration: "class",
  abstract_class_declaration: "class",
  class: "class",
  interface_declaration: "interface",
  type_alias_declaration: "type",
  enum_declaration: "type",
  method_definition: "method",
  method_signature: "method",
  abstract_method_signature: "method",
};

/** A declaration, and the statement that holds it: `export default async function …`. */
interface Declared {
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly start: number;
  /** Names of the namespaces and classes around it. */
  readonly around: readonly string[];
}

function* unitsOf(block: SyntaxNode, around: readonly string[]): Generator<Unit> {
  for (const [at, statement] of block.children.entries()) {
    const node = declarationIn(statement);
    const start = startWithCompanions(block.children, at, ["comment", "decorator"]);
    const declared = { node, statement, start, around };
    if (node.type === "lexical_declaration" || node.type === "variable_declaration")
      yield* toVariables(declared);
    else if (node.type === "internal_module" || node.type === "module")
      yield* unitsInNamespace(node, around);
    else if (KINDS[node.type] !== undefined) {
      yield toUnit(declared, KINDS[node.type] ?? "function");
      yield* unitsInClass(node, around);
    }
  }
}

/** What `export`, `declare` and `export default` stand before. */
function declarationIn(statement: SyntaxNode): SyntaxNode {
  if (statement.type === "export_statement")
    return declarationIn(
      childOf(statement, "declaration") ??
        childOf(statement, "value") ??
        statement.children[0] ??
        statement,
    );
  if (statement.type === "ambient_declaration" || statement.type === "expression_statement")
    return statement.children.find(({ type }) => isDeclaration(type)) ?? statement;
  return statement;
}

const isDeclaration = (type: string): boolean =>
  /_declaration$|^function_signature$|^internal_module$|^module$/.test(type);

function* unitsInNamespace(node: SyntaxNode, around: readonly string[]): Generator<Unit> {
  const body = childOf(node, "body");
  if (body !== undefined && around.length < DEEPEST)
    yield* unitsOf(body, [...around, nameOf(node)]);
}

function* unitsInClass(node: SyntaxNode, outside: readonly string[]): Generator<Unit> {
  const body = childOf(node, "body");
  if (body?.type !== "class_body") return;
  const around = [...outside, nameOf(node)];
  for (const [at, member] of body.children.entries()) {
    const start = startWithCompanions(body.children, at, ["comment", "decorator"]);
    const declared = { node: member, statement: member, start, around };
    if (KINDS[member.type] === "method") yield toUnit(declared, "method");
    const value = childOf(member, "value");
    if (member.type === "public_field_definition" && isFunction(value))
      yield toUnit(declared, "method", childOf(value, "body"));
  }
}

const isFunction = (value: SyntaxNode | undefined): value is SyntaxNode =>
  value !== undefined && KINDS[value.type] === "function";

function* toVariables(declared: Declared): Generator<Unit> {
  const declarators = declared.node.children.filter(({ type }) => type === "variable_declarator");
  for (const node of declarators) {
    const value = childOf(node, "value");
    const name = childOf(node, "name");
    if (name?.type !== "identifier") continue;
    const kind = value === undefined ? "constant" : (KINDS[value.type] ?? "constant");
    const body = kind === "constant" ? value : value && (childOf(value, "body") ?? value);
    // The first one stands for the statement; `const a = 1, b = 2` is rare.
    const isFirst = node === declarators[0];
    const place = isFirst ? declared : { ...declared, statement: node, start: node.start };
    yield toUnit({ ...place, node }, kind, body);
    if (kind === "class" && value !== undefined)
      yield* unitsInClass(value, [...declared.around, textOf(name)]);
  }
}

const toUnit = (
  { node, statement, start, around }: Declared,
  kind: Unit["kind"],
  body: SyntaxNode | undefined = childOf(node, "body") ?? childOf(node, "value"),
): Unit => ({
  kind,
  name: [...around, nameOf(node)].join("."),
  signature: headOf(statement, body),
  start,
  end: statement.end,
  summary: summaryOf(statement, start),
  ...mentionedIn(node),
});

const nameOf = (node: SyntaxNode): string => {
  const name = childOf(node, "name");
  return name === undefined ? "default" : textOf(name).replace(/^["']|["']$/g, "");
};

/** The statement up to where `body` begins, without its decorators. */
function headOf(statement: SyntaxNode, body: SyntaxNode | undefined): string {
  const first = statement.children.find(({ type }) => type !== "decorator" && type !== "comment");
  const end = body?.start ?? statement.end;
  return onOneLine(statement.source, first?.start ?? statement.start, end).replace(
    /\s*(?:=>|=|;)$/,
    "",
  );
}

/** The first sentence of the last comment before the declaration. */
function summaryOf(statement: SyntaxNode, start: number): string | undefined {
  const before = statement.source.slice(start, statement.start);
  const block = before.match(/\/\*[\s\S]*?\*\//g)?.at(-1);
  const lines = before.match(/^\s*\/\/.*$/gm) ?? [];
  const text = block ?? lines.join("\n");
  return firstSentence(text.replace(/^\s*(?:\/\*+|\/\/+|\*(?!\/))[ \t]?|\*\/\s*$/gm, ""));
}

/** Modules that are imported, exported from, or required at the top of the file. */
function* importsOf(root: SyntaxNode): Generator<string> {
  for (const statement of root.children) {
    const clause = statement.children.find(({ type }) => type === "import_require_clause");
    const source = childOf(statement, "source") ?? (clause && childOf(clause, "source"));
    if (source !== undefined) yield unquote(source);
    else if (/^(lexical|variable)_declaration$/.test(statement.type)) yield* requiredIn(statement);
  }
}

const requiredIn = (statement: SyntaxNode): readonly string[] =>
  statement.children
    .map((declarator) => childOf(declarator, "value"))
    .flatMap((value) => {
      if (value?.type !== "call_expression") return [];
      const [called, [argument]] = [childOf(value, "function"), findAll(value, "string")];
      return called !== undefined && textOf(called) === "require" && argument !== undefined
        ? [unquote(argument)]
        : [];
    });

const unquote = (node: SyntaxNode): string => textOf(node).slice(1, -1);
