import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { isRustTest, openRust, type RustFile } from "../../syntax/rust/crate.ts";
import type { Call, Code, Comparison, Definition, NamedValue, Parameter } from "../code.ts";
import { outermost } from "../outermost.ts";
import { formatPieces, macroArguments, macroName, piecesOf, unwrap } from "./texts.ts";

const NONE: ReadonlyMap<string, SyntaxNode> = new Map();

/** A Rust file for the rules of the scan. What macros are given is seen as tokens: calls in there are not. */
export function readRustCode(path: string, tree: SyntaxTree): Code {
  const file = openRust(tree);
  const { all } = file;
  const comparisons = comparisonsIn(file);
  return {
    path,
    calls: [
      ...all("call_expression").map((node) => toCall(node, file)),
      ...all("macro_invocation").map((node) => toMacro(node, file)),
    ].sort((one, other) => one.node.start - other.node.start),
    definitions: definitionsIn(file),
    namedValues: [
      ...namedValuesIn(file),
      ...comparisons.flatMap(({ left, right }) => [...named(left, right), ...named(right, left)]),
    ],
    comparisons,
    conditions: all("if_expression", "while_expression").flatMap(
      (node) => childOf(node, "condition") ?? [],
    ),
    strings: all("string_literal", "raw_string_literal").filter(
      ({ parent }) => parent?.type !== "attribute",
    ),
    builtTexts: outermost(
      all("macro_invocation", "binary_expression"),
      (node) => piecesOf(node)?.some((piece) => typeof piece !== "string") === true,
    ),
    imports: file.imports.map(({ path: module, bound, node }) => ({
      module,
      names: bound === undefined ? [] : [bound],
      node,
    })),
    all,
    nameOf: file.nameOf,
    lastName,
    pieces: (node) => piecesOf(node),
    unwrap,
    functionAround,
    functionName: (callable) => {
      const name = childOf(callable, "name");
      return name === undefined ? undefined : textOf(name);
    },
    parametersOf,
    isExempt: isRustTest,
  };
}

function toCall(node: SyntaxNode, file: RustFile): Call {
  const callee = childOf(node, "function");
  const generic = callee?.type === "generic_function" ? childOf(callee, "function") : callee;
  const given = childOf(node, "arguments");
  return {
    node,
    name: generic === undefined ? undefined : file.nameOf(generic),
    method: generic === undefined ? "" : (lastName(generic) ?? ""),
    receiver: generic?.type === "field_expression" ? childOf(generic, "value") : undefined,
    positional:
      given === undefined
        ? []
        : namedChildren(given).filter(({ type }) => !type.endsWith("comment")),
    named: NONE,
    hasMore: false,
  };
}

/** `log::info!("…")` → `log::info!`. */
function toMacro(node: SyntaxNode, file: RustFile): Call {
  const path = childOf(node, "macro");
  const name = path === undefined ? undefined : file.nameOf(path);
  return {
    node,
    name: name === undefined ? undefined : `${name}!`,
    method: macroName(node).split("::").at(-1) ?? "",
    receiver: undefined,
    positional: textMacroPieces(node) ?? macroArguments(node),
    named: NONE,
    hasMore: false,
  };
}

/** What a macro of text puts into it, names inside the text too. */
function textMacroPieces(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  // The text of an assertion is not what it looks at.
  if (/assert/.test(macroName(node))) return undefined;
  const given = macroArguments(node);
  const format = given.findIndex(({ type }) => type.endsWith("string_literal"));
  const pieces = format === -1 ? undefined : formatPieces(given.slice(format));
  const values = pieces?.filter((piece) => typeof piece !== "string");
  return values === undefined || given[format] === undefined
    ? undefined
    : [given[format], ...given.slice(0, format), ...values];
}

function lastName(node: SyntaxNode): string | undefined {
  const at = unwrap(node);
  if (/^(?:identifier|field_identifier|type_identifier)$/.test(at.type)) return textOf(at);
  if (at.type === "field_expression") return textOf(childOf(at, "field") ?? at);
  if (at.type === "scoped_identifier") return textOf(childOf(at, "name") ?? at);
  if (at.type === "call_expression") {
    const callee = childOf(at, "function");
    return callee === undefined ? undefined : lastName(callee);
  }
  if (at.type === "macro_argument") {
    const names = at.children.filter(({ type }) => type === "identifier");
    // `password.len()` is called what is called last.
    return names.at(-1) === undefined ? undefined : textOf(names.at(-1) as SyntaxNode);
  }
  return undefined;
}

function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (const around of ancestors(node)) if (around.type === "function_item") return around;
  return undefined;
}

const parametersOf = (callable: SyntaxNode): readonly Parameter[] =>
  namedChildren(childOf(callable, "parameters") ?? callable)
    .filter(({ type }) => type === "parameter")
    .flatMap((parameter) => {
      const [pattern, type] = [childOf(parameter, "pattern"), childOf(parameter, "type")];
      return pattern?.type === "identifier"
        ? [{ name: textOf(pattern), type: type === undefined ? undefined : textOf(type) }]
        : [];
    });

function definitionsIn({ all }: RustFile): readonly Definition[] {
  const bind = (
    node: SyntaxNode,
    target: SyntaxNode | undefined,
    value: SyntaxNode | undefined,
    kind: Definition["kind"],
  ): readonly Definition[] => {
    if (target === undefined || value === undefined) return [];
    const scope = functionAround(node);
    if (target.type === "identifier") return [{ name: textOf(target), value, node, scope, kind }];
    return namedChildren(target)
      .filter(({ type }) => type === "identifier")
      .map((name) => ({ name: textOf(name), value, node, scope, kind: "part" as const }));
  };
  return [
    ...all("let_declaration").flatMap((node) =>
      bind(node, childOf(node, "pattern"), childOf(node, "value"), "whole"),
    ),
    ...all("const_item", "static_item").flatMap((node) =>
      bind(node, childOf(node, "name"), childOf(node, "value"), "whole"),
    ),
    ...all("assignment_expression").flatMap((node) =>
      bind(node, childOf(node, "left"), childOf(node, "right"), "whole"),
    ),
    ...all("compound_assignment_expr").flatMap((node) =>
      bind(node, childOf(node, "left"), childOf(node, "right"), "grown"),
    ),
    ...all("let_condition").flatMap((node) =>
      bind(node, childOf(node, "pattern"), childOf(node, "value"), "part"),
    ),
    ...all("for_expression").flatMap((node) => {
      const value = childOf(node, "value");
      return value === undefined ? [] : bind(value, childOf(node, "pattern"), value, "part");
    }),
  ].sort((one, other) => one.node.start - other.node.start);
}

function named(name: SyntaxNode | undefined, value: SyntaxNode | undefined): readonly NamedValue[] {
  const text = name === undefined ? undefined : lastName(name);
  return text === undefined || value === undefined ? [] : [{ name: text, value, isLabel: false }];
}

const namedValuesIn = ({ all }: RustFile): readonly NamedValue[] => [
  ...all("let_declaration").flatMap((node) =>
    named(childOf(node, "pattern"), childOf(node, "value")),
  ),
  ...all("const_item", "static_item").flatMap((node) =>
    named(childOf(node, "name"), childOf(node, "value")),
  ),
  ...all("field_initializer").flatMap((node) =>
    named(childOf(node, "field"), childOf(node, "value")),
  ),
  ...all("assignment_expression").flatMap((node) =>
    named(childOf(node, "left"), childOf(node, "right")),
  ),
];

const comparisonsIn = ({ all }: RustFile): readonly Comparison[] =>
  all("binary_expression").flatMap((node) => {
    const [left, right] = [childOf(node, "left"), childOf(node, "right")];
    const sign = childOf(node, "operator")?.type;
    return (sign === "==" || sign === "!=") && left !== undefined && right !== undefined
      ? [{ node, left, right }]
      : [];
  });
