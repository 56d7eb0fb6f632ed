import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import {
  isScriptFunction,
  namesIn,
  openScript,
  type Script,
} from "../../syntax/typescript/script.ts";
import type { Call, Code, Comparison, Definition, NamedValue, Parameter } from "../code.ts";
import { outermost } from "../outermost.ts";
import { isTagged, piecesOf, unwrap } from "./texts.ts";

/** A TypeScript or JavaScript file for the rules of the scan. */
export function readScriptCode(path: string, tree: SyntaxTree): Code {
  const script = openScript(tree);
  const { all } = script;
  const comparisons = comparisonsIn(script);
  return {
    path,
    calls: all("call_expression", "new_expression")
      .map((node) => toCall(node, script))
      .sort((one, other) => one.node.start - other.node.start),
    definitions: definitionsIn(script),
    namedValues: [...namedValuesIn(script), ...comparedValues(comparisons)],
    comparisons,
    conditions: all("if_statement", "while_statement", "ternary_expression").flatMap(
      (node) => childOf(node, "condition") ?? [],
    ),
    strings: all("string", "template_string").filter(isValue),
    builtTexts: outermost(
      all("template_string", "binary_expression", "call_expression"),
      (node) => piecesOf(node)?.some((piece) => typeof piece !== "string") === true,
    ),
    imports: script.imports.map(({ module, names, node }) => ({
      module,
      names: names.map(({ target }) => target.slice(target.lastIndexOf(".") + 1)),
      node,
    })),
    all,
    nameOf: script.nameOf,
    lastName,
    pieces: (node) => piecesOf(node),
    unwrap,
    functionAround,
    functionName,
    parametersOf,
    isExempt: () => false,
  };
}

function toCall(node: SyntaxNode, script: Script): Call {
  const callee = childOf(node, "function") ?? childOf(node, "constructor");
  const bare = callee === undefined ? undefined : unwrap(callee);
  const given = childOf(node, "arguments");
  const positional =
    given?.type === "arguments"
      ? namedChildren(given).filter(({ type }) => type !== "comment")
      : [];
  const named = new Map<string, SyntaxNode>();
  for (const object of positional) {
    if (object.type !== "object") continue;
    for (const pair of namedChildren(object)) {
      const [key, value] = [childOf(pair, "key"), childOf(pair, "value")];
      if (key !== undefined && value !== undefined) named.set(keyText(key), value);
      else if (pair.type === "shorthand_property_identifier") named.set(textOf(pair), pair);
    }
  }
  return {
    node,
    name: bare === undefined ? undefined : script.nameOf(bare),
    method: bare === undefined ? "" : (lastName(bare) ?? ""),
    receiver: bare?.type === "member_expression" ? childOf(bare, "object") : undefined,
    positional,
    named,
    hasMore: positional.some(({ type }) => type === "spread_element"),
  };
}

const keyText = (key: SyntaxNode): string =>
  key.type === "string" ? textOf(key).slice(1, -1) : textOf(key);

function lastName(node: SyntaxNode): string | undefined {
  const at = unwrap(node);
  if (/^(?:identifier|shorthand_property_identifier|import)$/.test(at.type)) return textOf(at);
  if (at.type === "member_expression")
    return textOf(childOf(at, "property") ?? at).replace(/^#/, "");
  if (at.type === "call_expression") {
    const callee = childOf(at, "function");
    return callee === undefined ? undefined : lastName(callee);
  }
  const index = at.type === "subscript_expression" ? childOf(at, "index") : undefined;
  return index?.type === "string" ? textOf(index).slice(1, -1) : undefined;
}

function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  let inner = node;
  for (const around of ancestors(node)) {
    if (isScriptFunction(around) && inner.field === "body") return around;
    inner = around;
  }
  return undefined;
}

function functionName(callable: SyntaxNode): string | undefined {
  const around = callable.parent;
  const name =
    childOf(callable, "name") ??
    (around === undefined ? undefined : (childOf(around, "name") ?? childOf(around, "key")));
  return name === undefined ? undefined : textOf(name);
}

function parametersOf(callable: SyntaxNode): readonly Parameter[] {
  const only = childOf(callable, "parameter");
  if (only !== undefined) return [{ name: textOf(only), type: undefined }];
  return namedChildren(childOf(callable, "parameters") ?? callable)
    .filter(({ type }) => type === "required_parameter" || type === "optional_parameter")
    .flatMap((parameter) => {
      const pattern = childOf(parameter, "pattern");
      const type = childOf(parameter, "type");
      return namesIn(pattern).map((name) => ({
        name: textOf(name),
        type: typeOf(name, pattern, type),
      }));
    });
}

/** What comes out of an object has that property's type, where it is written beside it. */
function typeOf(
  name: SyntaxNode,
  pattern: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
): string | undefined {
  if (type === undefined) return undefined;
  const text = textOf(type).replace(/^:\s*(?:readonly\s+)?/, "");
  if (pattern?.type === "identifier" || pattern?.type === "rest_pattern") return text;
  return new RegExp(`\\b${textOf(name)}\\??:\\s*([\\w<>[\\]]+)`).exec(text)?.[1];
}

function definitionsIn({ all }: Script): readonly Definition[] {
  const bind = (
    node: SyntaxNode,
    target: SyntaxNode | undefined,
    value: SyntaxNode | undefined,
    kind: Definition["kind"],
  ): readonly Definition[] =>
    value === undefined
      ? []
      : namesIn(target).map((name) => ({
          name: textOf(name),
          value,
          node,
          scope: functionAround(node),
          kind: target?.type === "identifier" ? kind : "part",
        }));
  return [
    ...all("variable_declarator").flatMap((node) =>
      bind(node, childOf(node, "name"), childOf(node, "value"), "whole"),
    ),
    ...all("public_field_definition").flatMap((node) => constantField(node)),
    ...all("assignment_expression").flatMap((node) =>
      bind(node, childOf(node, "left"), childOf(node, "right"), "whole"),
    ),
    ...all("augmented_assignment_expression").flatMap((node) =>
      bind(node, childOf(node, "left"), childOf(node, "right"), "grown"),
    ),
    ...all("for_in_statement").flatMap((node) => {
      const right = childOf(node, "right");
      return right === undefined ? [] : bind(right, childOf(node, "left"), right, "part");
    }),
  ].sort((one, other) => one.node.start - other.node.start);
}

/** `static readonly TABLE = "orders"` */
function constantField(node: SyntaxNode): readonly Definition[] {
  const [name, value] = [childOf(node, "name"), childOf(node, "value")];
  return name === undefined || value === undefined
    ? []
    : [{ name: textOf(name).replace(/^#/, ""), value, node, scope: undefined, kind: "whole" }];
}

function named(name: SyntaxNode | undefined, value: SyntaxNode | undefined): readonly NamedValue[] {
  if (name === undefined || value === undefined) return [];
  const text = /^(?:property_identifier|private_property_identifier|string)$/.test(name.type)
    ? keyText(name).replace(/^#/, "")
    : lastName(name);
  return text === undefined ? [] : [{ name: text, value, isLabel: false }];
}

/** What has a name of its own: a key that is compared is no name. */
const comparedValues = (comparisons: readonly Comparison[]): readonly NamedValue[] =>
  comparisons.flatMap(({ left, right }) =>
    [
      [left, right],
      [right, left],
    ].flatMap(([name, value]) => (name?.type === "string" ? [] : named(name, value))),
  );

/** Enums are left out: their texts are names. */
const namedValuesIn = ({ all }: Script): readonly NamedValue[] => [
  ...all("variable_declarator", "public_field_definition").flatMap((node) =>
    named(childOf(node, "name"), childOf(node, "value")),
  ),
  ...all("assignment_expression").flatMap((node) =>
    named(childOf(node, "left"), childOf(node, "right")),
  ),
  ...all("pair").flatMap((node) => named(childOf(node, "key"), childOf(node, "value"))),
  ...all("required_parameter", "optional_parameter").flatMap((node) =>
    named(childOf(node, "pattern"), childOf(node, "value")),
  ),
];

const comparisonsIn = ({ all }: Script): readonly Comparison[] =>
  all("binary_expression").flatMap((node) => {
    const [left, right] = [childOf(node, "left"), childOf(node, "right")];
    const sign = childOf(node, "operator")?.type ?? "";
    return /^[!=]==?$/.test(sign) && left !== undefined && right !== undefined
      ? [{ node, left, right }]
      : [];
  });

/** No type, no module's name, no key, no directive, and nothing that a tag puts together. */
const isValue = (node: SyntaxNode): boolean =>
  !/^(?:literal_type|import_statement|export_statement|import_require_clause|expression_statement|enum_assignment)$/.test(
    node.parent?.type ?? "",
  ) &&
  node.field !== "key" &&
  !(node.type === "template_string" && isTagged(node));
