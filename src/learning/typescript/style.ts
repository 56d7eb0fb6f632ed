/** How a TypeScript or JavaScript file is laid out and what it prefers where the language leaves a choice. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf, walk } from "../../syntax/nodes.ts";
import { seeIndentation, seeTrailingComma } from "../layout.ts";
import { type Observation, type SourceTree, see } from "../observation.ts";

const TERMINATED: ReadonlySet<string> = new Set(
  "lexical_declaration expression_statement return_statement import_statement throw_statement".split(
    " ",
  ),
);
const LISTS: ReadonlySet<string> = new Set(
  "arguments array object formal_parameters named_imports array_pattern object_pattern".split(" "),
);
const BLOCKS: ReadonlySet<string> = new Set("statement_block class_body interface_body".split(" "));
/** What may be thrown without a class of one's own. */
const OWN_ERRORS = /^(?:Error|TypeError|RangeError|SyntaxError|ReferenceError|AggregateError)$/;

/** Looks at every node once. */
export function* observeStyle({ path, tree }: SourceTree): Generator<Observation> {
  const isTest = /[.](?:test|spec)[.]|(?:^|\/)(?:tests?|__tests__)\//.test(path);
  for (const node of walk(tree.root)) {
    yield* seeLayout(node);
    yield* seeChoices(node);
    yield* seeErrors(node);
    if (isTest) yield* seeTest(node);
  }
}

function* seeLayout(node: SyntaxNode): Generator<Observation> {
  const { type } = node;
  // A type that is called `string` is a word, no literal.
  if (type === "string" && node.isNamed) {
    const text = textOf(node);
    const isForced = /["']/.test(text.slice(1, -1));
    if (!isForced) yield see("quotes", text.startsWith('"') ? "double" : "single", node);
  }
  if (TERMINATED.has(type) && node.end > node.start)
    yield see("semicolons", node.children.at(-1)?.type === ";" ? "with" : "without", node);
  if (LISTS.has(type)) yield* seeTrailingComma(node);
  if (BLOCKS.has(type)) yield* seeIndentation(node, node.start);
}

function* seeChoices(node: SyntaxNode): Generator<Observation> {
  const { type } = node;
  if (type === "undefined" || (type === "literal_type" && textOf(node) === "undefined"))
    yield* node.parent?.type === "literal_type" ? [] : [see("absence", "undefined", node)];
  else if (type === "null") yield see("absence", "null", node);
  else if (type === "binary_expression") yield* seeEquality(node);
  else if (type === "await_expression") yield see("promises", "await", node);
  else if (type === "call_expression") yield* seeCall(node);
  else if (type === "for_in_statement") yield* seeLoop(node);
  else if (type === "lexical_declaration") {
    const kind = childOf(node, "kind");
    if (kind !== undefined) yield see("bindings", textOf(kind), node);
  } else if (type === "interface_declaration") yield see("object-types", "interface", node);
  else if (type === "type_alias_declaration" && childOf(node, "value")?.type === "object_type")
    yield see("object-types", "type", node);
  else if (type === "property_signature")
    yield see("properties", isReadonly(node) ? "readonly" : "mutable", node);
  else if (type === "non_null_expression") yield see("non-null", "asserted", node);
  else if (type === "optional_chain") yield see("non-null", "checked", node);
}

const isReadonly = (node: SyntaxNode): boolean =>
  node.children.some(({ type }) => type === "readonly");

function* seeLoop(node: SyntaxNode): Generator<Observation> {
  const operator = childOf(node, "operator");
  if (operator !== undefined && textOf(operator) === "of") yield see("loops", "for-of", node);
}

function* seeEquality(node: SyntaxNode): Generator<Observation> {
  const operator = node.children[1]?.type;
  if (operator === "===" || operator === "!==") yield see("equality", "strict", node);
  if (operator === "==" || operator === "!=") yield see("equality", "loose", node);
}

function* seeCall(node: SyntaxNode): Generator<Observation> {
  const called = childOf(node, "function");
  const member = called?.type === "member_expression" ? childOf(called, "property") : undefined;
  const name = member === undefined ? "" : textOf(member);
  if (name === "then") yield see("promises", "chained", node);
  if (name === "forEach") yield see("loops", "forEach", node);
}

function* seeErrors(node: SyntaxNode): Generator<Observation> {
  if (node.type === "throw_statement") {
    const thrown = node.children.find(({ type }) => type === "new_expression");
    const thrownClass = thrown && childOf(thrown, "constructor");
    if (thrownClass?.type === "identifier") {
      const name = textOf(thrownClass);
      yield see("errors-thrown", OWN_ERRORS.test(name) ? "built-in" : "own", node);
      yield see("error-class", name, node);
    }
  }
  if (node.type !== "catch_clause") return;
  const caught = childOf(node, "parameter");
  if (caught?.type === "identifier") yield see("caught-name", textOf(caught), node);
  const body = childOf(node, "body");
  if (body !== undefined)
    yield see("caught", body.children.length > 2 ? "handled" : "swallowed", node);
}

const GROUPS: ReadonlySet<string> = new Set(["describe", "suite", "context"]);

function* seeTest(node: SyntaxNode): Generator<Observation> {
  if (node.type !== "call_expression") return;
  const called = childOf(node, "function");
  if (called?.type !== "identifier") return;
  const name = textOf(called);
  if (name === "test" || name === "it") {
    yield see("test-calls", name, node);
    const isGrouped = isInGroup(node);
    yield see("test-groups", isGrouped ? "grouped" : "flat", node);
  }
}

function isInGroup(node: SyntaxNode): boolean {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    const called = around.type === "call_expression" ? childOf(around, "function") : undefined;
    if (called !== undefined && GROUPS.has(textOf(called))) return true;
  }
  return false;
}
