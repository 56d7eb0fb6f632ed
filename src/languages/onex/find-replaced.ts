/** Code that changes what nodes stand on: attributes of imported classes and modules, written or deleted. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, findAll, namedChildren, textOf } from "../../syntax/nodes.ts";
import { argumentsOf } from "../../syntax/python/calls.ts";
import { importsOf } from "../../syntax/python/imports.ts";
import { moduleOf, once, type PythonModule } from "../../syntax/python/module.ts";
import { calledName, qualifiedName } from "../../syntax/python/names.ts";
import type { Found } from "./found-switch.ts";

/** All of it; the node's own files apart. */
export function findReplaced(module: PythonModule): readonly Found[] {
  const written = targetsIn(module)
    .flatMap((target) => [target, ...findAll(target, "attribute")])
    .filter(({ type, parent }) => type === "attribute" && parent?.type !== "attribute")
    .flatMap((node) => childOf(node, "object") ?? []);
  const called = module
    .all("call")
    .filter((call) => isSetter(call))
    .flatMap((call) => argumentsOf(call).positional[0] ?? []);
  const found = [...written, ...called].filter(isOfOthers);
  return [...new Set([...found, ...findSpaces(module), ...findHandedOn(module)])].map((node) => ({
    code: "replaces-parts",
    node,
    message: `\`${textOf(node)}\` is changed, and it is not this node's`,
    help: "Extend it in a class of your own",
  }));
}

/** Everything that a statement, a loop or a comprehension binds or deletes. */
const targetsIn = (module: PythonModule): readonly SyntaxNode[] => [
  ...module
    .all("assignment", "augmented_assignment", "for_statement", "for_in_clause")
    .flatMap((node) => childOf(node, "left") ?? []),
  ...module.all("delete_statement", "as_pattern_target"),
];

const isSetter = (call: SyntaxNode): boolean =>
  /^(?:setattr|delattr|\w+\.__(?:set|del)attr__)$/.test(calledName(call) ?? "");

/** `setattr` under another name, or given to something else, which may call it with anything. */
const findHandedOn = (module: PythonModule): readonly SyntaxNode[] =>
  module
    .all("identifier")
    .filter((node) => /^(?:set|del)attr$/.test(qualifiedName(node) ?? "") && !isCalled(node));

const isCalled = ({ field, parent }: SyntaxNode): boolean =>
  field === "function" && parent?.type === "call";

/** The dictionaries behind what others wrote: `vars(pydantic)`, `pydantic.__dict__`. */
const findSpaces = (module: PythonModule): readonly SyntaxNode[] =>
  [
    ...module
      .all("call")
      .filter((call) => calledName(call) === "vars")
      .flatMap((call) => argumentsOf(call).positional[0] ?? []),
    ...module
      .all("attribute")
      .filter((node) => textOf(childOf(node, "attribute") ?? node) === "__dict__")
      .flatMap((node) => childOf(node, "object") ?? []),
  ].filter(isOfOthers);

/** Whether it is imported from elsewhere, by its own or another name, or reached through a class's bases. */
export function isOfOthers(node: SyntaxNode): boolean {
  if (/\b__(?:mro|base|bases)__|\bmro\(\)/.test(textOf(node))) return true;
  const module = moduleOf(node);
  const name = qualifiedName(node);
  if (name === undefined) return othersIn(module).has(rootOf(node));
  return name.startsWith(".") ? isImportedTwice(node) : name.includes(".") || isImported(node);
}

const isImported = (node: SyntaxNode): boolean =>
  importsOf(moduleOf(node)).some(({ target }) => target === qualifiedName(node));

/** A name that stands for a file of the node at one place and for another's part at the next. */
const isImportedTwice = (node: SyntaxNode): boolean =>
  importsOf(moduleOf(node)).some(
    ({ boundName, target }) => boundName === rootOf(node) && !target.startsWith("."),
  );

function rootOf(node: SyntaxNode): string {
  const object = node.type === "attribute" ? childOf(node, "object") : undefined;
  return object === undefined ? textOf(node) : rootOf(object);
}

/** Names of the file's own that were given something of others: `Base = NodeCompute`, `for each in (NodeCompute,)`. */
const othersIn = once((module: PythonModule): ReadonlySet<string> => {
  const given = [
    ...module.all("assignment", "for_statement", "for_in_clause").map((node) => ({
      names: childOf(node, "left"),
      value: childOf(node, "right"),
    })),
    ...module.all("named_expression").map((node) => ({
      names: childOf(node, "name"),
      value: childOf(node, "value"),
    })),
  ];
  return new Set(
    given.flatMap(({ names, value }) =>
      names !== undefined && value !== undefined && holdsOthers(value)
        ? findAll(names, "identifier").filter(isWhole).map(textOf)
        : [],
    ),
  );
});

const isWhole = ({ parent }: SyntaxNode): boolean => parent?.type !== "attribute";

/** An expression that is, or lists, a part of others; what a call of it gives is the caller's. */
function holdsOthers(value: SyntaxNode): boolean {
  if (/\b__(?:mro|base|bases)__|\bmro\(\)/.test(textOf(value))) return true;
  if (/^(?:tuple|list|set|expression_list|parenthesized_expression)$/.test(value.type))
    return namedChildren(value).some(holdsOthers);
  const name = qualifiedName(value);
  if (name === undefined || name.startsWith(".")) return false;
  return name.includes(".") || isImported(value);
}
