/** NOD001–NOD006, NOD012: the class of a node. */

import type { NodeKind } from "../../../domain/node-contract.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { complexityOf } from "../../../syntax/python/complexity.ts";
import {
  declaredName,
  findMethod,
  functionsIn,
  parametersOf,
  walkBody,
  workOf,
} from "../../../syntax/python/functions.ts";
import { calledName, lastPart, typeNames, writtenName } from "../../../syntax/python/names.ts";
import { eachNodeClass, headOf } from "./each.ts";
import { ENTRY_RULES } from "./nod-entry.ts";
import { SHARED_STATE_RULES } from "./nod-state.ts";
import {
  baseNames,
  handlerClassesOf,
  kindOfBase,
  kindOfClass,
  kindWord,
  nodeClassesOf,
} from "./node-classes.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

function* checkBase(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachNodeClass(unit)) {
    const wanted = unit.contract?.kind ?? kindOfClass(node);
    const bases = baseNames(node);
    if (wanted === undefined || bases.some((base) => kindOfBase(base) === wanted)) continue;
    // A base of the project's own may stand on the right one.
    const hasOwn = bases.some(
      (base) =>
        /^(?:Base)?Node/.test(base) && kindOfBase(base) === undefined && base !== "NodeCoreBase",
    );
    if (hasOwn) continue;
    yield findingAt(file, name, `${textOf(name)} is not a Node${kindWord(wanted)}`, {
      help: `Write class ${textOf(name)}(Node${kindWord(wanted)})`,
      facts: { kind: wanted, bases: [...bases] },
    });
  }
}

function* checkInitParameters(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNodeClass(unit)) {
    const init = findMethod(node, "__init__");
    if (init === undefined) continue;
    const names = parametersOf(init).map(({ name }) => name);
    if (names.length === 2 && names[1] === "container") continue;
    yield findingAt(
      file,
      headOf(init),
      `A node is made with (self, container), not (${names.join(", ")})`,
    );
  }
}

function* checkSuperFirst(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNodeClass(unit)) {
    const init = findMethod(node, "__init__");
    if (init === undefined || isSuperCall(workOf(init)[0])) continue;
    yield findingAt(file, headOf(init), "__init__ does not begin with super().__init__(container)");
  }
}

function isSuperCall(statement: SyntaxNode | undefined): boolean {
  const call = statement?.type === "expression_statement" ? statement.children[0] : undefined;
  if (call?.type !== "call") return false;
  const { positional, keywords } = argumentsOf(call);
  const given = keywords.get("container") ?? positional[0];
  return (
    /^super\(.*\)\s*\.\s*__init__$/s.test(textOf(calleeOf(call) ?? call)) &&
    given !== undefined &&
    textOf(given) === "container"
  );
}

function* checkContainerType(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const callable of file.module.all("function_definition"))
      for (const { name, annotation, node } of parametersOf(callable)) {
        const isInjected = name === "container" || declaredName(callable) === "__init__";
        if (
          isInjected &&
          annotation !== undefined &&
          typeNames(annotation).includes("ModelContainer")
        )
          yield findingAt(file, node, "ModelContainer wraps a value: it injects nothing");
      }
}

const TRANSPORT_CLASS =
  /^(?!Model|Handler|Enum|Protocol)(?:[A-Z]\w*)?(?:Client|Session|Producer|Consumer|Pool|Connection|Adapter|Repository|Store|Gateway|Redis|Driver|Transport)$|^Adapter[A-Z]\w*$/;
const TRANSPORT_CALL =
  /^(?:asyncpg\.(?:create_pool|connect)|sqlite3\.connect|aiosqlite\.connect|psycopg2?\.connect|sqlalchemy\.(?:ext\.asyncio\.)?create_(?:async_)?engine|redis\.(?:asyncio\.)?(?:Redis|from_url)(?:\.from_url)?|boto3\.(?:client|resource)|socket\.socket)$/;

function* checkBuiltInside(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    for (const owner of [...nodeClassesOf(file.module), ...handlerClassesOf(file.module)]) {
      const init = findMethod(owner, "__init__");
      for (const node of init === undefined ? [] : walkBody(init)) {
        const built = node.type === "assignment" ? builtBy(node) : undefined;
        if (built !== undefined)
          yield findingAt(file, node, `${built} is built inside ${declaredName(owner)}`);
      }
    }
  }
}

/** `self.x = SomeClient(…)`, also behind `or` and `await`. */
function builtBy(assignment: SyntaxNode): string | undefined {
  const left = childOf(assignment, "left");
  if (left === undefined || writtenName(left)?.startsWith("self.") !== true) return undefined;
  let value = childOf(assignment, "right");
  while (
    value?.type === "await" ||
    value?.type === "boolean_operator" ||
    value?.type === "parenthesized_expression"
  )
    value = childOf(value, "right") ?? namedChildren(value)[0];
  if (value?.type !== "call") return undefined;
  const callee = calleeOf(value);
  const name = calledName(value) ?? (callee === undefined ? undefined : writtenName(callee));
  if (name === undefined) return undefined;
  return TRANSPORT_CLASS.test(lastPart(name)) || TRANSPORT_CALL.test(name) ? name : undefined;
}

const MOST_STATEMENTS = 20;
const MOST_COMPLEX = 5;
const STATEMENT = /_statement$|^(?:function|class|decorated)_definition$/;

function* checkThin(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNodeClass(unit))
    for (const method of functionsIn(node)) {
      const statements = [...walkBody(method)].filter(({ type }) => STATEMENT.test(type)).length;
      const complexity = complexityOf(method);
      if (statements > MOST_STATEMENTS || complexity > MOST_COMPLEX)
        yield findingAt(
          file,
          childOf(method, "name") ?? method,
          `${declaredName(method)}() holds logic: ${statements} statements, complexity ${complexity}`,
          { facts: { statements, complexity } },
        );
    }
}

/** What the wrappers of the core package stand on already. */
const IN_WRAPPERS: Readonly<Record<NodeKind, readonly string[]>> = {
  effect: ["MixinHandlerRouting", "MixinNodeDispatch", "MixinEventBus", "MixinEffectExecution"],
  compute: ["MixinHandlerRouting", "MixinCaching"],
  reducer: ["MixinCaching", "MixinFSMExecution"],
  orchestrator: [
    "MixinHandlerRouting",
    "MixinNodeDispatch",
    "MixinEventBus",
    "MixinWorkflowExecution",
  ],
};
const IN_ALL_WRAPPERS = ["MixinNodeService", "MixinHealthCheck", "MixinMetrics", "NodeCoreBase"];

function* checkDoubled(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachNodeClass(unit)) {
    const bases = baseNames(node);
    const wrapper = bases.find(
      (base) => base.startsWith("ModelService") && kindOfBase(base) !== undefined,
    );
    if (wrapper === undefined) continue;
    const kind = kindOfBase(wrapper);
    if (kind === undefined) continue;
    const contained = new Set([`Node${kindWord(kind)}`, ...IN_ALL_WRAPPERS, ...IN_WRAPPERS[kind]]);
    const doubled = bases.filter((base) => contained.has(base));
    if (doubled.length > 0)
      yield findingAt(file, name, `${wrapper} holds ${doubled.join(", ")} already`, {
        facts: { doubled: [...doubled] },
      });
  }
}

export const NOD_RULES: readonly Rule[] = [
  defineRule({
    id: "NOD001",
    title:
      "A node stands on the base class of its kind: NodeEffect, NodeCompute, NodeReducer, NodeOrchestrator",
    fix: "Name the base class of the kind",
    check: checkBase,
  }),
  defineRule({
    id: "NOD002",
    title: "A node's __init__ takes (self, container: ModelONEXContainer) and nothing else",
    fix: "Take it from the container, or bind it later by a method of its own",
    escape: "handler-di-ok",
    check: checkInitParameters,
  }),
  defineRule({
    id: "NOD003",
    title: "A node's __init__ begins with super().__init__(container)",
    fix: "Make super().__init__(container) its first statement",
    check: checkSuperFirst,
  }),
  defineRule({
    id: "NOD004",
    category: "type",
    title: "The injected container is a ModelONEXContainer, never a ModelContainer",
    fix: "Write container: ModelONEXContainer",
    check: checkContainerType,
  }),
  defineRule({
    id: "NOD005",
    kinds: ["effect", "reducer", "orchestrator"],
    title: "Never build a client or adapter in a node or handler: inject it by a port",
    fix: "Take a Protocol… as a parameter of the handler",
    escape: "handler-di-ok",
    check: checkBuiltInside,
  }),
  defineRule({
    id: "NOD006",
    severity: "warning",
    title:
      "A node is a thin shell: at most 20 statements and complexity 5 a method; logic is the handler's",
    fix: "Move the logic into a handler",
    check: checkThin,
  }),
  ...ENTRY_RULES,
  ...SHARED_STATE_RULES,
  defineRule({
    id: "NOD012",
    title:
      "Stand on Node… or on its ModelService… wrapper, not on both, nor on a mixin that the wrapper holds",
    fix: "Drop one of them",
    check: checkDoubled,
  }),
];
