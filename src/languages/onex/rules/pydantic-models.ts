/** The pydantic models of a file, and how they are configured. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf } from "../../../syntax/python/calls.ts";
import { basesOf, declaredName, fieldsOf, statementsOf } from "../../../syntax/python/functions.ts";
import { moduleOf, once, type PythonModule } from "../../../syntax/python/module.ts";
import { qualifiedName, typeName } from "../../../syntax/python/names.ts";
import { constantText } from "../../../syntax/python/strings.ts";

const BASE_MODELS = new Set(["BaseModel", "pydantic.BaseModel", "pydantic.main.BaseModel"]);

/** Classes that stand directly on pydantic's BaseModel. */
export const modelsOf = once((module: PythonModule): readonly SyntaxNode[] =>
  module
    .all("class_definition")
    .filter((node) => basesOf(node).some((base) => BASE_MODELS.has(qualifiedName(base) ?? ""))),
);

/** Classes that are models by any base in the same file; those that stand on them too. */
export const modelNamesOf = once((module: PythonModule): ReadonlySet<string> => {
  const names = new Set(modelsOf(module).map(declaredName));
  for (const node of module.all("class_definition"))
    if (basesOf(node).some((base) => names.has(typeName(base) ?? "")))
      names.add(declaredName(node));
  return names;
});

export interface ModelConfig {
  /** Option → its value as it is written, strings without quotes. */
  readonly options: ReadonlyMap<string, string>;
  /** Part of it stands elsewhere, so that what is not seen may still be set. */
  readonly isOpen: boolean;
}

/** From `model_config`, from key words of the class head, and from an inner `class Config`. */
export function configOf(model: SyntaxNode): ModelConfig {
  const options = new Map<string, string>();
  const head = childOf(model, "superclasses");
  for (const node of head === undefined ? [] : namedChildren(head))
    if (node.type === "keyword_argument")
      setOption(options, childOf(node, "name"), childOf(node, "value"));
  const inner = statementsOf(model).find(isInnerConfig);
  for (const field of inner === undefined ? [] : fieldsOf(inner))
    options.set(field.name, field.value === undefined ? "" : valueText(field.value));
  const written = fieldsOf(model).find(({ name }) => name === "model_config")?.value;
  const isOpen = written !== undefined && !readOptions(written, options);
  return { options, isOpen };
}

/** Pydantic's first way to configure a model. */
export const isInnerConfig = (statement: SyntaxNode): boolean =>
  statement.type === "class_definition" && declaredName(statement) === "Config";

/** Whether all of it could be read. */
function readOptions(value: SyntaxNode, options: Map<string, string>): boolean {
  switch (value.type) {
    case "call": {
      const { keywords, hasMore } = argumentsOf(value);
      for (const [name, given] of keywords) options.set(name, valueText(given));
      return !hasMore;
    }
    case "dictionary": {
      for (const pair of namedChildren(value).filter(({ type }) => type === "pair"))
        setOption(options, childOf(pair, "key"), childOf(pair, "value"));
      return !value.children.some(({ type }) => type === "dictionary_splat");
    }
    case "identifier": {
      const constant = fieldsOf(moduleOf(value).root).find(({ name }) => name === textOf(value));
      return constant?.value === undefined || constant.value.type === "identifier"
        ? false
        : readOptions(constant.value, options);
    }
    default:
      return false;
  }
}

function setOption(
  options: Map<string, string>,
  name: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
): void {
  if (name !== undefined && value !== undefined)
    options.set(constantText(name) ?? textOf(name), valueText(value));
}

const valueText = (node: SyntaxNode): string => constantText(node) ?? textOf(node);
