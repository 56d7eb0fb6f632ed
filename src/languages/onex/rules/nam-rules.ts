/** NAM001–NAM010: names and layout. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { declaredName, fieldsOf } from "../../../syntax/python/functions.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { eachDeclared, eachNode } from "./each.ts";
import { FILE_RULES } from "./nam-files.ts";
import { SPELLING_RULE } from "./nam-spelling.ts";
import { baseNames, handlerClassesOf, kindOfBase, kindOfName, kindWord } from "./node-classes.ts";
import type { NodeUnit } from "./node-unit.ts";
import { modelsOf } from "./pydantic-models.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const NODE_NAME = /^Node[A-Z]\w*(?:Effect|Compute|Reducer|Orchestrator)$/;

function* checkNodeNames(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "class_definition")) {
    const kind = baseNames(node)
      .map(kindOfBase)
      .find((known) => known !== undefined);
    if (kind === undefined || NODE_NAME.test(textOf(name))) continue;
    const wanted = wantedNodeName(textOf(name), kindWord(kind));
    yield findingAt(file, name, `${textOf(name)} is a node, and is to be called ${wanted}`, {
      facts: { wanted },
    });
  }
}

const wantedNodeName = (name: string, kind: string): string =>
  `Node${name.replace(/^Node/, "").replace(new RegExp(`(?:Node|${kind}|Node${kind}|${kind}Node)$`), "")}${kind}`;

function* checkKindInName(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "class_definition")) {
    const ofBase = baseNames(node)
      .map(kindOfBase)
      .find((known) => known !== undefined);
    const ofName = NODE_NAME.test(textOf(name)) ? kindOfName(textOf(name)) : undefined;
    if (ofBase !== undefined && ofName !== undefined && ofBase !== ofName)
      yield findingAt(
        file,
        name,
        `${textOf(name)} says ${kindWord(ofName)}, its base class ${kindWord(ofBase)}`,
      );
  }
}

function* checkModelNames(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const node of modelsOf(file.module)) {
      const name = childOf(node, "name");
      if (name !== undefined && !/^_?Model[A-Z0-9]/.test(textOf(name)))
        yield findingAt(
          file,
          name,
          `${textOf(name)} is a model, and is to be called Model${textOf(name)}`,
        );
    }
}

const ENUM_BASES = new Set(["Enum", "StrEnum", "IntEnum", "Flag", "IntFlag"]);

function* checkEnums(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "class_definition")) {
    if (!baseNames(node).some((base) => ENUM_BASES.has(base))) continue;
    if (!/^_?Enum[A-Z0-9]/.test(textOf(name)))
      yield findingAt(
        file,
        name,
        `${textOf(name)} is an enum, and is to be called Enum${textOf(name)}`,
      );
    for (const { name: member, node: place } of fieldsOf(node))
      if (!/^(?:[A-Z][A-Z0-9_]*|_\w*_)$/.test(member))
        yield findingAt(file, place, `The enum's member ${member} is to be UPPER_SNAKE`);
  }
}

/** What a class is by its shape, and the word that its name begins with. */
function wantedPrefix(node: SyntaxNode, isHandler: boolean): string | undefined {
  const bases = baseNames(node);
  const name = declaredName(node).replace(/^_/, "");
  if (bases.includes("Protocol")) return "Protocol";
  if (name.endsWith("Mixin")) return "Mixin";
  if (name.endsWith("Service")) return "Service";
  return isHandler &&
    bases.every((base) => base === "object" || base === "ABC" || base === "Generic")
    ? "Handler"
    : undefined;
}

function* checkPrefixes(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "class_definition")) {
    const wanted = wantedPrefix(node, handlerClassesOf(file.module).includes(node));
    const plain = textOf(name).replace(/^_/, "");
    if (wanted === undefined || plain.startsWith(wanted) || /^(?:Model|Enum|Node)[A-Z]/.test(plain))
      continue;
    yield findingAt(file, name, `${textOf(name)} is to be called ${wanted}…`);
  }
}

const TOPIC = /^onex\.(?:cmd|evt|dlq)\.[a-z0-9_-]+\.[a-z0-9_.-]+\.v[0-9]+$/;
const TOPIC_NAME = /(?:^|_)topics?(?:_name)?$|^topic_/i;
const NO_TOPIC = /prefix|suffix|pattern|separator|template|count|version/i;

function* checkTopics(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(
    unit,
    "assignment",
    "keyword_argument",
    "default_parameter",
    "typed_default_parameter",
  )) {
    const name = childOf(node, "left") ?? childOf(node, "name");
    const value = childOf(node, "right") ?? childOf(node, "value");
    if (name === undefined || value === undefined) continue;
    const last = textOf(childOf(name, "attribute") ?? name);
    const topic = constantText(value);
    if (topic === undefined || !TOPIC_NAME.test(last) || NO_TOPIC.test(last)) continue;
    if (topic !== "" && !TOPIC.test(topic))
      yield findingAt(
        file,
        value,
        `The topic ${topic} is not onex.(cmd|evt|dlq).<package>.<name>.v<n>`,
      );
  }
}

export const NAM_RULES: readonly Rule[] = [
  defineRule({
    id: "NAM001",
    category: "name",
    title: "A node class is called Node<Name><Kind>: NodeOrderPriceCompute",
    fix: "Rename the class",
    check: checkNodeNames,
  }),
  defineRule({
    id: "NAM002",
    category: "name",
    title: "The kind in a node's name is the kind of its base class",
    fix: "Rename the class, or stand it on the other base",
    check: checkKindInName,
  }),
  defineRule({
    id: "NAM003",
    category: "name",
    title: "Pydantic models are called Model…",
    fix: "Rename the model, and where it is used",
    check: checkModelNames,
  }),
  defineRule({
    id: "NAM004",
    category: "name",
    title: "Enums are called Enum…, their members UPPER_SNAKE",
    fix: "Rename it, and where it is used",
    check: checkEnums,
  }),
  defineRule({
    id: "NAM005",
    category: "name",
    severity: "warning",
    title:
      "Protocols are called Protocol…, mixins Mixin…, classes with handle Handler…, services Service…",
    fix: "Rename the class",
    check: checkPrefixes,
  }),
  SPELLING_RULE,
  ...FILE_RULES,
  defineRule({
    id: "NAM010",
    category: "name",
    severity: "warning",
    title: "Topics are called onex.(cmd|evt|dlq).<package>.<name>.v<n>",
    fix: "Rename the topic, or take it from the contract",
    check: checkTopics,
  }),
].toSorted((one, other) => one.id.localeCompare(other.id));
