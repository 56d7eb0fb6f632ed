import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import { childOf, childrenOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../syntax/python/calls.ts";
import {
  declaredName,
  docstringOf,
  functionAround,
  parametersOf,
} from "../../syntax/python/functions.ts";
import { importsOf, isTypeCheckingOnly } from "../../syntax/python/imports.ts";
import { once, openModule, type PythonModule } from "../../syntax/python/module.ts";
import { qualifiedName } from "../../syntax/python/names.ts";
import type { Call, Code, Comparison, Definition, NamedValue } from "../code.ts";
import { outermost } from "../outermost.ts";
import { piecesOf, unwrap } from "./texts.ts";

/** A Python file for the rules of the scan. */
export function readPythonCode(path: string, tree: SyntaxTree): Code {
  const module = openModule(tree);
  const around = once<SyntaxNode, SyntaxNode | undefined>(functionAround);
  const code: Code = {
    path,
    calls: module.all("call").map(toCall),
    definitions: definitionsIn(module, around),
    namedValues: namedValuesIn(module),
    comparisons: comparisonsIn(module),
    conditions: conditionsIn(module),
    strings: stringsIn(module),
    builtTexts: outermost(
      module.all("string", "concatenated_string", "binary_operator", "call"),
      (node) => piecesOf(node)?.some((piece) => typeof piece !== "string") === true,
    ),
    imports: importsOf(module).map((imported) => ({
      module: imported.module,
      names: imported.name === undefined ? [] : [imported.name],
      node: imported.statement,
    })),
    all: module.all,
    nameOf: qualifiedName,
    lastName,
    pieces: (node) => piecesOf(node),
    unwrap,
    functionAround: around,
    functionName: declaredName,
    parametersOf: once((callable) =>
      parametersOf(callable).map(({ name, annotation }) => ({
        name,
        type: annotation === undefined ? undefined : textOf(annotation),
      })),
    ),
    isExempt: isTypeCheckingOnly,
  };
  return code;
}

function toCall(node: SyntaxNode): Call {
  const callee = calleeOf(node);
  const method = callee?.type === "attribute" ? childOf(callee, "attribute") : callee;
  const { positional, keywords, hasMore } = argumentsOf(node);
  return {
    node,
    name: callee === undefined ? undefined : qualifiedName(callee),
    method: method?.type === "identifier" ? textOf(method) : "",
    receiver: callee?.type === "attribute" ? childOf(callee, "object") : undefined,
    positional,
    named: keywords,
    hasMore,
  };
}

function lastName(node: SyntaxNode): string | undefined {
  const at = node.type === "await" ? node.children.findLast(({ isNamed }) => isNamed) : node;
  if (at === undefined) return undefined;
  if (at.type === "identifier") return textOf(at);
  if (at.type === "attribute") return textOf(childOf(at, "attribute") ?? at);
  if (at.type === "call") {
    const callee = calleeOf(at);
    return callee === undefined ? undefined : lastName(callee);
  }
  const key = at.type === "subscript" ? childOf(at, "subscript") : undefined;
  return key?.type === "string" ? textOf(key).replaceAll(/^\w*["']+|["']+$/g, "") : undefined;
}

type Around = (node: SyntaxNode) => SyntaxNode | undefined;

function definitionsIn(module: PythonModule, around: Around): readonly Definition[] {
  const found = [
    ...module
      .all("assignment")
      .flatMap((node) =>
        bind(node, childOf(node, "left"), childOf(node, "right"), "whole", around),
      ),
    ...module
      .all("augmented_assignment")
      .flatMap((node) =>
        bind(node, childOf(node, "left"), childOf(node, "right"), "grown", around),
      ),
    ...module
      .all("named_expression")
      .flatMap((node) =>
        bind(node, childOf(node, "name"), childOf(node, "value"), "whole", around),
      ),
    ...module.all("for_statement", "for_in_clause").flatMap((node) => {
      const right = childOf(node, "right");
      // The loop's body is inside the node: what binds is its head.
      return right === undefined ? [] : bind(right, childOf(node, "left"), right, "part", around);
    }),
    ...module.all("as_pattern").flatMap((node) => {
      const [value] = namedChildren(node);
      const target = childOf(node, "alias");
      return target === undefined || value === undefined || node.parent?.type === "except_clause"
        ? []
        : bind(node, target.children[0], value, "whole", around);
    }),
  ];
  return found.sort((one, other) => one.node.start - other.node.start);
}

function bind(
  node: SyntaxNode,
  target: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
  kind: Definition["kind"],
  around: Around,
): readonly Definition[] {
  if (target === undefined || value === undefined) return [];
  const scope = around(node);
  if (target.type === "identifier") return [{ name: textOf(target), value, node, scope, kind }];
  return namedChildren(target)
    .filter(({ type }) => type === "identifier" && /pattern/.test(target.type))
    .map((name) => ({ name: textOf(name), value, node, scope, kind: "part" as const }));
}

function namedValuesIn(module: PythonModule): readonly NamedValue[] {
  const named = (name: SyntaxNode | undefined, value: SyntaxNode | undefined, isLabel = false) => {
    const text = name === undefined ? undefined : nameOf(name);
    return text === undefined || value === undefined ? [] : [{ name: text, value, isLabel }];
  };
  return [
    ...module
      .all("assignment")
      .flatMap((node) => named(childOf(node, "left"), childOf(node, "right"), isInEnum(node))),
    ...module
      .all("keyword_argument", "default_parameter", "typed_default_parameter")
      .flatMap((node) => named(childOf(node, "name"), childOf(node, "value"))),
    ...module.all("pair").flatMap((node) => named(childOf(node, "key"), childOf(node, "value"))),
    ...comparisonsIn(module).flatMap(({ left, right }) => [
      ...(left.type === "string" ? [] : named(left, right)),
      ...(right.type === "string" ? [] : named(right, left)),
    ]),
  ];
}

const nameOf = (node: SyntaxNode): string | undefined =>
  node.type === "string" ? textOf(node).replaceAll(/^\w*["']+|["']+$/g, "") : lastName(node);

function isInEnum(node: SyntaxNode): boolean {
  const owner = node.parent?.parent?.parent;
  const bases = owner?.type === "class_definition" ? childOf(owner, "superclasses") : undefined;
  return bases !== undefined && /Enum|Flag/.test(textOf(bases));
}

const comparisonsIn = once((module: PythonModule): readonly Comparison[] =>
  module.all("comparison_operator").flatMap((node) => {
    const [left, right, ...more] = node.children.filter(({ isNamed }) => isNamed);
    const signs = childrenOf(node, "operators").map(textOf);
    if (left === undefined || right === undefined || more.length > 0) return [];
    return signs[0] === "==" || signs[0] === "!=" ? [{ node, left, right }] : [];
  }),
);

const conditionsIn = (module: PythonModule): readonly SyntaxNode[] => [
  ...module
    .all("if_statement", "elif_clause", "while_statement")
    .flatMap((node) => childOf(node, "condition") ?? []),
  ...module.all("conditional_expression").flatMap((node) => namedChildren(node)[1] ?? []),
  ...module.all("assert_statement", "if_clause").flatMap((node) => namedChildren(node)[0] ?? []),
];

/** Strings that are values; a joined one is one. */
function stringsIn(module: PythonModule): readonly SyntaxNode[] {
  const docstrings = new Set(
    [module.root, ...module.all("class_definition", "function_definition")].map(docstringOf),
  );
  return [
    ...module.all("string").filter(({ parent }) => parent?.type !== "concatenated_string"),
    ...module.all("concatenated_string"),
  ].filter((node) => !docstrings.has(node) && node.parent?.type !== "expression_statement");
}
