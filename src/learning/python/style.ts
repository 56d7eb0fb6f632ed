/** How a Python file is laid out and what it prefers where the language leaves a choice. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, findAround, textOf, walk } from "../../syntax/nodes.ts";
import { seeIndentation, seeOrder, seeTrailingComma } from "../layout.ts";
import { type Observation, type SourceTree, see } from "../observation.ts";

const LISTS: ReadonlySet<string> = new Set([
  "argument_list",
  "list",
  "tuple",
  "dictionary",
  "set",
  "parameters",
]);
const OWN_ERRORS =
  /^(?:Exception|ValueError|TypeError|KeyError|RuntimeError|NotImplementedError|AttributeError|IndexError|OSError|LookupError)$/;

/** Looks at every node once. */
export function* observeStyle({ path, tree }: SourceTree): Generator<Observation> {
  const isTest = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$|(?:^|\/)tests?\//.test(path);
  for (const node of walk(tree.root)) {
    yield* seeLayout(node);
    yield* seeChoices(node);
    yield* seeErrors(node);
    if (isTest) yield* seeTest(node);
  }
  yield* seeImports(tree.root);
  yield* seeTestFile(path);
}

function* seeLayout(node: SyntaxNode): Generator<Observation> {
  const { type } = node;
  if (type === "string") yield* seeString(node);
  if (LISTS.has(type)) yield* seeTrailingComma(node);
  if (type === "block" && node.parent !== undefined) yield* seeIndentation(node, node.parent.start);
}

function* seeString(node: SyntaxNode): Generator<Observation> {
  const text = textOf(node);
  const mark = /^[a-zA-Z]*("""|'''|"|')/.exec(text)?.[1] ?? "";
  const prefix = text.slice(0, text.indexOf(mark)).toLowerCase();
  if (prefix.includes("f") && node.children.some(({ type }) => type === "interpolation"))
    yield see("formatting", "f-string", node);
  if (node.parent?.type === "expression_statement") return;
  const inner = text.slice(prefix.length + 1, -1);
  if (mark.length === 1 && !/["']/.test(inner))
    yield see("quotes", mark === '"' ? "double" : "single", node);
}

function* seeChoices(node: SyntaxNode): Generator<Observation> {
  const { type } = node;
  if (type === "comparison_operator") yield* seeNone(node);
  else if (type === "call") yield* seeCall(node);
  else if (type === "function_definition") yield* seeFunction(node);
  else if (type === "type") yield* seeOptional(node);
  else if (type === "import_from_statement") yield* seeFromImport(node);
  else if (type === "import_statement") yield see("import-style", "module", node);
  else if (type === "binary_operator") {
    const isFormat = childOf(node, "left")?.type === "string" && node.children[1]?.type === "%";
    if (isFormat) yield see("formatting", "percent", node);
  }
}

function* seeNone(node: SyntaxNode): Generator<Observation> {
  if (!node.children.some(({ type }) => type === "none")) return;
  const operator = childOf(node, "operators");
  const isEqual = operator !== undefined && /^[!=]=$/.test(textOf(operator));
  yield see("none-tests", isEqual ? "equals" : "is", node);
}

function* seeCall(node: SyntaxNode): Generator<Observation> {
  const called = childOf(node, "function");
  if (called?.type !== "attribute") return;
  const [object, name] = [childOf(called, "object"), childOf(called, "attribute")];
  if (object?.type === "string" && name !== undefined && textOf(name) === "format")
    yield see("formatting", "format()", node);
}

function* seeFunction(node: SyntaxNode): Generator<Observation> {
  const isAnnotated = childOf(node, "return_type") !== undefined;
  yield see("annotations", isAnnotated ? "annotated" : "bare", node);
  const name = childOf(node, "name");
  if (name === undefined || textOf(name).startsWith("_") || textOf(name).startsWith("test")) return;
  const first = childOf(node, "body")?.children.find(({ isNamed }) => isNamed);
  const isDocumented =
    first?.type === "expression_statement" && first.children[0]?.type === "string";
  yield see("docstrings", isDocumented ? "documented" : "bare", node);
}

function* seeOptional(node: SyntaxNode): Generator<Observation> {
  const text = textOf(node);
  if (/^(?:typing\.)?Optional\[/.test(text)) yield see("optional-types", "Optional", node);
  else if (/\|\s*None$|^None\s*\|/.test(text)) yield see("optional-types", "| None", node);
}

function* seeFromImport(node: SyntaxNode): Generator<Observation> {
  yield see("import-style", "names", node);
  const isRelative = childOf(node, "module_name")?.type === "relative_import";
  yield see("own-imports", isRelative ? "relative" : "absolute", node);
}

/** `from __future__`, absolute modules, the package's own. */
const rankOf = (node: SyntaxNode): number => {
  if (node.type === "future_import_statement") return 0;
  return childOf(node, "module_name")?.type === "relative_import" ? 2 : 1;
};

function* seeImports(root: SyntaxNode): Generator<Observation> {
  const imports = root.children.filter(({ type }) => /^(?:future_)?import_/.test(type));
  yield* seeOrder("import-order", imports, rankOf);
}

function* seeErrors(node: SyntaxNode): Generator<Observation> {
  if (node.type === "raise_statement") yield* seeRaise(node);
  if (node.type !== "except_clause") return;
  const value = childOf(node, "value");
  yield see("caught-types", value === undefined ? "bare" : "named", node);
  const alias = value?.type === "as_pattern" ? childOf(value, "alias") : undefined;
  if (alias !== undefined) yield see("caught-name", textOf(alias), node);
}

function* seeRaise(node: SyntaxNode): Generator<Observation> {
  const raised = node.children.find(({ type }) => type === "call");
  const raisedClass = raised && childOf(raised, "function");
  if (raisedClass?.type !== "identifier") return;
  const name = textOf(raisedClass);
  yield see("errors-thrown", OWN_ERRORS.test(name) ? "built-in" : "own", node);
  yield see("error-class", name, node);
  if (findAround(node, "except_clause") !== undefined)
    yield see("raised-from", childOf(node, "cause") === undefined ? "bare" : "chained", node);
}

function* seeTest(node: SyntaxNode): Generator<Observation> {
  if (node.type === "assert_statement") yield see("test-asserts", "assert", node);
  if (node.type === "call" && /^self\.assert\w+$/.test(textOf(childOf(node, "function") ?? node)))
    yield see("test-asserts", "self.assert", node);
  const name = node.type === "function_definition" ? childOf(node, "name") : undefined;
  if (name === undefined || !textOf(name).startsWith("test")) return;
  const isInClass = findAround(node, "class_definition") !== undefined;
  yield see("test-groups", isInClass ? "classes" : "functions", node);
}

function* seeTestFile(path: string): Generator<Observation> {
  const name = path.split("/").at(-1) ?? "";
  if (name.startsWith("test_")) yield see("test-files", "test_", 0);
  else if (name.endsWith("_test.py")) yield see("test-files", "_test", 0);
}
