/** Rules about type annotations: there, precise, and in today's spelling. */

import type { Fix } from "../../../domain/diagnostic.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import {
  classOfMethod,
  decoratorsOf,
  fieldsOf,
  parametersOf,
  returnTypeOf,
} from "../../../syntax/python/functions.ts";
import type { PythonModule } from "../../../syntax/python/module.ts";
import { lastPart, qualifiedName } from "../../../syntax/python/names.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { eachDeclared, eachNode, type Placed } from "./each.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

function* checkAnnotated(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "function_definition")) {
    const untyped = untypedParameters(node);
    const parts = [
      ...(untyped.length === 0 ? [] : [`no type for ${untyped.join(", ")}`]),
      ...(returnTypeOf(node) === undefined ? ["no return type"] : []),
    ];
    if (parts.length === 0) continue;
    yield findingAt(file, name, `${textOf(name)}() has ${parts.join(" and ")}`, {
      fixes: textOf(name) === "__init__" ? returnNone(node, file) : [],
    });
  }
}

function untypedParameters(callable: SyntaxNode): readonly string[] {
  const isMethod = classOfMethod(callable) !== undefined;
  const isStatic = decoratorsOf(callable).some((decorator) => textOf(decorator) === "staticmethod");
  return parametersOf(callable)
    .filter((_, index) => !(isMethod && !isStatic && index === 0))
    .filter(({ annotation }) => annotation === undefined)
    .map(({ name }) => name);
}

function returnNone(callable: SyntaxNode, { path }: PythonFile): readonly Fix[] {
  const parameters = childOf(callable, "parameters");
  if (parameters === undefined || returnTypeOf(callable) !== undefined) return [];
  const span = { file: path, start: parameters.end, end: parameters.end };
  return [{ title: "add `-> None`", confidence: 1, edits: [{ span, text: " -> None" }] }];
}

/** Types that stand in no other type. */
function outerTypes(module: PythonModule): readonly SyntaxNode[] {
  let end = 0;
  return module.all("type").filter((node) => {
    const isOuter = node.start >= end;
    if (isOuter) end = node.end;
    return isOuter;
  });
}

function* checkNoAny(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const type of outerTypes(file.module))
      if (saysAny(type))
        yield findingAt(file, type, `\`${textOf(type)}\` says nothing: it holds Any`);
}

function saysAny(type: SyntaxNode): boolean {
  const open = [type];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "identifier" || node.type === "attribute") {
      const name = qualifiedName(node);
      if (name === "typing.Any" || name === "Any" || name === "typing_extensions.Any") return true;
    } else if (node.type === "string_content" && /\bAny\b/.test(textOf(node))) return true;
    else open.push(...node.children);
  }
  return false;
}

const OLD_TYPES: ReadonlyMap<string, string> = new Map([
  ["Optional", "X | None"],
  ["Union", "X | Y"],
  ...["List", "Dict", "Set", "FrozenSet", "Tuple", "Type"].map(
    (name) => [name, name.toLowerCase()] as const,
  ),
  ["Deque", "collections.deque"],
  ["DefaultDict", "collections.defaultdict"],
]);

function* checkNewStyle(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    const old = file.module.all("identifier", "attribute").filter(isOldType);
    const heads = new Set(old);
    for (const node of old)
      if (!isInside(node, heads))
        yield findingAt(file, wholeType(node), `\`${textOf(node)}\` is the old way to write it`, {
          help: `Write ${OLD_TYPES.get(lastPart(textOf(node)))}`,
        });
    yield* quotedOldTypes(file);
  }
}

function isOldType(node: SyntaxNode): boolean {
  const written = node.type === "attribute" ? childOf(node, "attribute") : node;
  if (written === undefined || !OLD_TYPES.has(textOf(written))) return false;
  const name = qualifiedName(node);
  return name === `typing.${textOf(written)}` || name === textOf(written);
}

const BRACKETS = new Set(["generic_type", "subscript"]);

/** `Optional[int]` of `Optional`. */
const wholeType = (head: SyntaxNode): SyntaxNode =>
  head.parent !== undefined && BRACKETS.has(head.parent.type) ? head.parent : head;

/** Whether it stands in the brackets of another: one finding is enough. */
function isInside(node: SyntaxNode, heads: ReadonlySet<SyntaxNode>): boolean {
  for (const around of ancestors(node)) {
    const head = BRACKETS.has(around.type) ? namedChildren(around)[0] : undefined;
    if (head !== undefined && head !== node && heads.has(head)) return true;
  }
  return false;
}

function* quotedOldTypes(file: PythonFile): Generator<RuleFinding> {
  for (const type of outerTypes(file.module)) {
    const quoted = namedChildren(type)[0];
    if (quoted?.type !== "string") continue;
    const [, name] =
      /\b(Optional|Union|List|Dict|Set|FrozenSet|Tuple|Type)\[/.exec(textOf(quoted)) ?? [];
    if (name !== undefined) yield findingAt(file, type, `\`${name}\` is the old way to write it`);
  }
}

/** Fields of classes, and constants of modules. */
function* eachField(unit: NodeUnit): Generator<Placed & ReturnType<typeof fieldsOf>[number]> {
  for (const file of unit.files)
    for (const owner of [file.module.root, ...file.module.all("class_definition")])
      for (const field of fieldsOf(owner)) yield { file, ...field };
}

const VERSION_NAME =
  /^(?:(?:node|contract|schema|model|workflow|core|package|fsm|state_machine)_)?version$/i;
const IS_VERSION = /^v?\d+\.\d+(?:\.\d+)?(?:[-+][\w.]+)?$/;
const isVersionText = (node: SyntaxNode | undefined): boolean =>
  node !== undefined && IS_VERSION.test(constantText(node) ?? "");

function* checkVersions(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name, annotation, value } of eachField(unit)) {
    const isText = annotation !== undefined && /^["']?str\b/.test(textOf(annotation));
    if (
      (isText && VERSION_NAME.test(name)) ||
      (/^(?!__).*version$/i.test(name) && isVersionText(value))
    )
      yield findingAt(file, node, `${name} is a version as text`);
  }
  for (const { file, node } of eachNode(unit, "keyword_argument")) {
    const [name, value] = [childOf(node, "name"), childOf(node, "value")];
    if (name !== undefined && /version$/i.test(textOf(name)) && isVersionText(value))
      yield findingAt(file, node, `${textOf(name)} is given a version as text`);
  }
}

const MONEY =
  /(?:^|_)(?:price|amount|total|subtotal|cost|fee|fees|balance|salary|revenue|gross|net|tax|discount|payment|invoice|money)s?$/;

function* checkMoney(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name, annotation } of eachField(unit))
    if (isMoneyAsFloat(name, annotation))
      yield findingAt(file, node, `${name} is money as a float`);
  for (const { file, node } of eachNode(unit, "function_definition"))
    for (const parameter of parametersOf(node))
      if (isMoneyAsFloat(parameter.name, parameter.annotation))
        yield findingAt(file, parameter.node, `${parameter.name} is money as a float`);
}

const isMoneyAsFloat = (name: string, annotation: SyntaxNode | undefined): boolean =>
  annotation !== undefined &&
  MONEY.test(name.toLowerCase()) &&
  /\bfloat\b/.test(textOf(annotation));

export const ANNOTATION_RULES: readonly Rule[] = [
  defineRule({
    id: "TYP001",
    category: "type",
    title: "Give every parameter and every function a type, `-> None` included",
    fix: "Annotate each parameter but self and cls, and what the function returns",
    check: checkAnnotated,
  }),
  defineRule({
    id: "TYP002",
    category: "type",
    severity: "warning",
    title: "Never write Any: take a model, a TypedDict, a type parameter, or object",
    fix: "Name the type: a model, a TypedDict, or object where it may be anything",
    check: checkNoAny,
  }),
  defineRule({
    id: "TYP003",
    category: "type",
    severity: "warning",
    title: "Write `X | None` and `list[X]`, never Optional, Union, List, or Dict of typing",
    fix: "Write unions with `|`, and the built-in names of collections",
    check: checkNewStyle,
  }),
  defineRule({
    id: "TYP004",
    category: "type",
    severity: "warning",
    title: "Keep versions as ModelSemVer, never as text",
    fix: "Write ModelSemVer(major=1, minor=0, patch=0)",
    check: checkVersions,
  }),
  defineRule({
    id: "TYP006",
    category: "type",
    severity: "warning",
    title: "Keep money as Decimal, never as float",
    fix: "Write Decimal, and quantise once at the end",
    check: checkMoney,
  }),
];
