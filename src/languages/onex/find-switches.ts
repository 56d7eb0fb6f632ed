/** Code that would make the later checks say what is not so: hidden from types, or changing what nodes stand on. */

import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import type { SyntaxParser } from "../../ports/syntax-parser.ts";
import { childOf, findAll, textOf } from "../../syntax/nodes.ts";
import { argumentsOf } from "../../syntax/python/calls.ts";
import { importsOf } from "../../syntax/python/imports.ts";
import {
  moduleOf,
  openModule,
  PYTHON_GRAMMAR,
  type PythonModule,
} from "../../syntax/python/module.ts";
import { calledName, lastPart, qualifiedName } from "../../syntax/python/names.ts";

interface Found {
  readonly code: "hidden-from-types" | "replaces-parts";
  readonly node: SyntaxNode;
  readonly message: string;
  readonly help: string;
}

/** What of it stands in a file. */
export async function findSwitches(
  { path, text }: SourceText,
  syntax: SyntaxParser,
): Promise<readonly Diagnostic[]> {
  const module = openModule(await syntax.parse(text, PYTHON_GRAMMAR));
  return [...findHidden(module), ...findReplaced(module)].map(({ code, node, message, help }) =>
    createDiagnostic({
      tool: "guard",
      code,
      phase: "guard",
      category: "bypass",
      message,
      span: { file: path, start: node.start, end: node.end },
      help,
    }),
  );
}

/** `no_type_check`, and code that runs where the type checker is told that it does not. */
function findHidden(module: PythonModule): readonly Found[] {
  const hidden = (node: SyntaxNode, shown: string): Found => ({
    code: "hidden-from-types",
    node,
    message: `\`${shown}\` hides code from the type check`,
    help: "Write code that holds its types; under TYPE_CHECKING only imports stand",
  });
  const imported = importsOf(module).filter(
    ({ name, hasAlias }) =>
      name === "no_type_check" || name === "*" || (name === "TYPE_CHECKING" && hasAlias),
  );
  const conditions = [
    ...module.all("if_statement", "elif_clause", "while_statement", "conditional_expression"),
    ...module.all("boolean_operator", "not_operator", "assert_statement"),
  ].filter((node) => isMoreThanImports(node));
  return [
    ...imported
      .filter(({ name, module: from }) => name !== "*" || /^typing(?:_extensions)?$/.test(from))
      .map(({ node }) => hidden(node, textOf(node))),
    ...module
      .all("attribute")
      .filter((node) => lastPart(qualifiedName(node) ?? "") === "no_type_check")
      .map((node) => hidden(node, textOf(node))),
    ...conditions.map((node) => hidden(node, "TYPE_CHECKING")),
  ];
}

/** Whether `TYPE_CHECKING` chooses between codes; `if TYPE_CHECKING:` alone, before imports, does not. */
function isMoreThanImports(node: SyntaxNode): boolean {
  const condition = childOf(node, "condition") ?? node;
  if (!findAll(condition, "identifier").some(isFlag)) return false;
  const isPlain = /^(?:\w+\.)?TYPE_CHECKING$/.test(textOf(condition));
  return node.type !== "if_statement" || !isPlain || childOf(node, "alternative") !== undefined;
}

const isFlag = (node: SyntaxNode): boolean => textOf(node) === "TYPE_CHECKING";

/** Attributes of imported classes and modules that are written or deleted, the node's own files apart. */
function findReplaced(module: PythonModule): readonly Found[] {
  const targets = [
    ...module
      .all("assignment", "augmented_assignment")
      .flatMap((node) => childOf(node, "left") ?? []),
    ...module.all("delete_statement"),
    ...module.all("for_statement").flatMap((node) => childOf(node, "left") ?? []),
  ];
  const written = targets
    .flatMap((target) => [target, ...findAll(target, "attribute")])
    .filter(({ type, parent }) => type === "attribute" && parent?.type !== "attribute")
    .flatMap((node) => childOf(node, "object") ?? []);
  const called = module
    .all("call")
    .filter((call) => /^(?:setattr|delattr|type\.__setattr__)$/.test(calledName(call) ?? ""))
    .flatMap((call) => argumentsOf(call).positional[0] ?? []);
  return [...new Set([...written, ...called])].filter(isOfOthers).map((node) => ({
    code: "replaces-parts",
    node,
    message: `\`${textOf(node)}\` is changed, and it is not this node's`,
    help: "Extend it in a class of your own",
  }));
}

function isOfOthers(node: SyntaxNode): boolean {
  const name = qualifiedName(node);
  if (name === undefined || name.startsWith(".")) return false;
  return name.includes(".") || importsOf(moduleOf(node)).some(({ target }) => target === name);
}

/** The text as a type checker should read it: its comments switch nothing off. Every place stays where it is. */
export async function withoutSwitches(text: string, syntax: SyntaxParser): Promise<string> {
  if (!/#.*(?:type|pyright)\s*:/.test(text)) return text;
  const comments = openModule(await syntax.parse(text, PYTHON_GRAMMAR)).all("comment");
  let read = "";
  let at = 0;
  for (const comment of comments) {
    const words = textOf(comment).replaceAll(/\b(type|pyright)(\s*):/g, "$1$2;");
    read += text.slice(at, comment.start) + words;
    at = comment.end;
  }
  return read + text.slice(at);
}
