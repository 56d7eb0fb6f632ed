/** Rules about pydantic models. */

import type { Fix } from "../../../domain/diagnostic.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { decoratorsOf, statementsOf } from "../../../syntax/python/functions.ts";
import { calledName, lastPart, qualifiedName } from "../../../syntax/python/names.ts";
import { valueTypes } from "../../../syntax/python/value-types.ts";
import { eachNode } from "./each.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { configOf, isInnerConfig, modelNamesOf, modelsOf } from "./pydantic-models.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const checkOption = (option: string, wanted: string, problem: string) =>
  function* check(unit: NodeUnit): Generator<RuleFinding> {
    for (const file of unit.files)
      for (const model of modelsOf(file.module)) {
        const { options, isOpen } = configOf(model);
        const name = childOf(model, "name");
        const isOther = options.get(option) !== wanted && (options.has(option) || !isOpen);
        if (name !== undefined && isOther)
          yield findingAt(file, name, `${textOf(name)} ${problem}`);
      }
  };

/** What became of pydantic's first names. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["dict", "model_dump"],
  ["json", "model_dump_json"],
  ["copy", "model_copy"],
  ["construct", "model_construct"],
  ["schema", "model_json_schema"],
  ["parse_obj", "model_validate"],
  ["parse_raw", "model_validate_json"],
  ["from_orm", "model_validate"],
  ["update_forward_refs", "model_rebuild"],
]);
/** Names that nothing but a model of the first pydantic has. */
const TELLING = /^(?:parse_obj|parse_raw|from_orm|update_forward_refs)$/;
const DUMP_OPTIONS = [
  "by_alias",
  "exclude",
  "include",
  "exclude_none",
  "exclude_unset",
  "exclude_defaults",
];

function* checkCalls(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "call")) {
    const callee = calleeOf(node);
    const method = callee?.type === "attribute" ? childOf(callee, "attribute") : undefined;
    const object = callee === undefined ? undefined : childOf(callee, "object");
    if (method === undefined || object === undefined) continue;
    const [old, renamed] = [textOf(method), RENAMED.get(textOf(method))];
    if (renamed === undefined || !isOldCall(old, object, node, file)) continue;
    yield findingAt(file, method, `.${old}() is pydantic v1`, {
      help: `Write .${renamed}()`,
      fixes: isModel(object, file) ? rename(method, renamed, file) : [],
    });
  }
}

function isOldCall(old: string, object: SyntaxNode, call: SyntaxNode, file: PythonFile): boolean {
  if (TELLING.test(old)) return true;
  const { positional, keywords } = argumentsOf(call);
  if (old === "copy") return keywords.has("update");
  if (isModel(object, file)) return true;
  if (old !== "dict" && old !== "json") return false;
  if (DUMP_OPTIONS.some((option) => keywords.has(option))) return true;
  // Many things have a `json()`; a `dict()` of something unknown is a model's.
  return old === "dict" && positional.length === 0 && keywords.size === 0 && isUnknown(object);
}

/** Nothing says what it is; at most which method of another class gave it. */
const isUnknown = (object: SyntaxNode): boolean =>
  valueTypes(object).every((type) => /[A-Z]\w*\.[a-z_]\w*$/.test(type)) &&
  qualifiedName(object) === undefined;

const isModel = (object: SyntaxNode, { module }: PythonFile): boolean =>
  [...valueTypes(object), textOf(object)].some(
    (type) => /^Model[A-Z]/.test(lastPart(type)) || modelNamesOf(module).has(type),
  );

function rename(method: SyntaxNode, text: string, { path }: PythonFile): readonly Fix[] {
  const span = { file: path, start: method.start, end: method.end };
  return [{ title: `write ${text} for ${textOf(method)}`, confidence: 1, edits: [{ span, text }] }];
}

const OLD_DECORATORS = new Set(["pydantic.validator", "pydantic.root_validator"]);

function* checkDeclarations(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const model of modelsOf(file.module))
      for (const statement of statementsOf(model).filter(isInnerConfig))
        yield findingAt(
          file,
          childOf(statement, "name") ?? statement,
          "class Config is pydantic v1",
          {
            help: "Write model_config = ConfigDict(…)",
          },
        );
  for (const { file, node } of eachNode(unit, "function_definition"))
    for (const decorator of decoratorsOf(node)) {
      const name = decorator.type === "call" ? calledName(decorator) : qualifiedName(decorator);
      if (name !== undefined && OLD_DECORATORS.has(name))
        yield findingAt(file, decorator, `@${lastPart(name)} is pydantic v1`, {
          help: "Write @field_validator or @model_validator",
        });
    }
}

export const MODEL_RULES: readonly Rule[] = [
  defineRule({
    id: "TYP007",
    category: "type",
    title:
      'Give every model `model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)`',
    fix: 'Write model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)',
    check: checkOption("extra", "forbid", "takes fields that it does not declare"),
  }),
  defineRule({
    id: "TYP008",
    category: "type",
    severity: "warning",
    title: "Freeze models: they are values",
    fix: "Write frozen=True in its ConfigDict",
    check: checkOption("frozen", "True", "can be changed after it was made"),
  }),
  defineRule({
    id: "TYP009",
    category: "type",
    title: "Write pydantic v2: model_dump, model_validate, model_copy, ConfigDict, field_validator",
    fix: "Write model_dump, model_dump_json, model_validate, model_copy, ConfigDict, or field_validator",
    *check(unit) {
      yield* checkCalls(unit);
      yield* checkDeclarations(unit);
    },
  }),
];
