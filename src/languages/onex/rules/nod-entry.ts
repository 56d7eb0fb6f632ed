/** NOD007–NOD009: how the framework gets into a node. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { calleeOf } from "../../../syntax/python/calls.ts";
import {
  declaredName,
  findMethod,
  functionsIn,
  isAsync,
  walkBody,
} from "../../../syntax/python/functions.ts";
import { writtenName } from "../../../syntax/python/names.ts";
import { eachNodeClass, headOf } from "./each.ts";
import { kindOfClass, primaryMethod } from "./node-classes.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

function* checkEntryPoint(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachNodeClass(unit)) {
    const kind = unit.kind ?? kindOfClass(node);
    if (kind === undefined || hasEntryPoint(node, primaryMethod(kind))) continue;
    yield findingAt(file, name, `${textOf(name)} has no entry point`, {
      help:
        kind === "compute"
          ? "Call self.register_computation(…) in __init__, or override process"
          : `Override process, or write ${primaryMethod(kind)}`,
    });
  }
}

const hasEntryPoint = (classNode: SyntaxNode, primary: string): boolean =>
  ["process", "handle", primary].some((name) => findMethod(classNode, name) !== undefined) ||
  callsOf(classNode).has("self.register_computation");

function callsOf(node: SyntaxNode): ReadonlySet<string> {
  const names = functionsIn(node)
    .flatMap((method) => [...walkBody(method)])
    .filter(({ type }) => type === "call")
    .map((call) => writtenName(calleeOf(call) ?? call) ?? "");
  return new Set(names);
}

function* checkAsync(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNodeClass(unit))
    for (const method of functionsIn(node)) {
      const name = declaredName(method);
      const isEntry =
        name === "process" || (unit.kind !== undefined && name === primaryMethod(unit.kind));
      if (isEntry && !isAsync(method))
        yield findingAt(
          file,
          headOf(method),
          `${name}() is awaited by the framework, and is not async`,
        );
    }
}

function* checkReached(unit: NodeUnit): Generator<RuleFinding> {
  const { kind } = unit;
  if (kind === undefined) return;
  const primary = primaryMethod(kind);
  for (const { file, node } of eachNodeClass(unit)) {
    const method = findMethod(node, primary);
    if (method === undefined || isCalled(primary, unit)) continue;
    yield findingAt(
      file,
      childOf(method, "name") ?? method,
      `The framework calls process, and nothing calls ${primary}`,
    );
  }
}

const isCalled = (method: string, { files }: NodeUnit): boolean =>
  files.some(({ module }) =>
    module.all("attribute").some((node) => textOf(childOf(node, "attribute") ?? node) === method),
  );

export const ENTRY_RULES: readonly Rule[] = [
  defineRule({
    id: "NOD007",
    title: "A node has an entry point: process, its primary method, or a registered computation",
    fix: "Add one",
    check: checkEntryPoint,
  }),
  defineRule({
    id: "NOD008",
    kinds: ["effect", "reducer", "orchestrator"],
    title: "process and the primary method are async",
    fix: "Write `async def`",
    check: checkAsync,
  }),
  defineRule({
    id: "NOD009",
    kinds: ["reducer", "orchestrator"],
    severity: "warning",
    title: "process leads to execute_reduction or execute_orchestration",
    fix: "Override process, and call it there",
    check: checkReached,
  }),
];
