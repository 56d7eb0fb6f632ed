/** KND014: the steps of a workflow end in time, say what to do on failure, and do not wait for each other in a circle. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { findAround, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { calledName, lastPart } from "../../../syntax/python/names.ts";
import { eachNode, type Placed } from "./each.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

interface Step extends Placed {
  /** How the code names it: `reserve` of `step_id=reserve`. */
  readonly id: string | undefined;
  readonly label: string;
  readonly dependsOn: readonly string[];
  readonly missing: readonly string[];
}

function* eachStep(unit: NodeUnit): Generator<Step> {
  for (const { file, node } of eachNode(unit, "call")) {
    const name = calledName(node) ?? textOf(calleeOf(node) ?? node);
    if (lastPart(name) !== "ModelWorkflowStep") continue;
    const { keywords, hasMore } = argumentsOf(node);
    const id = keywords.get("step_id");
    const label = keywords.get("step_name");
    const dependsOn = keywords.get("depends_on");
    yield {
      file,
      node,
      id: id === undefined ? undefined : textOf(id),
      label: label === undefined ? "the step" : textOf(label),
      dependsOn: dependsOn === undefined ? [] : namedChildren(dependsOn).map(textOf),
      missing: hasMore ? [] : ["timeout_ms", "error_action"].filter((key) => !keywords.has(key)),
    };
  }
}

function* checkSteps(unit: NodeUnit): Generator<RuleFinding> {
  const workflows = new Map<SyntaxNode | undefined, Step[]>();
  for (const step of eachStep(unit)) {
    if (step.missing.length > 0)
      yield findingAt(
        step.file,
        step.node,
        `${step.label} has no ${step.missing.join(" and no ")}`,
      );
    const around = findAround(step.node, "function_definition") ?? step.file.module.root;
    workflows.set(around, [...(workflows.get(around) ?? []), step]);
  }
  for (const steps of workflows.values()) {
    const cycle = findCycle(steps);
    const [first] = cycle;
    if (first !== undefined)
      yield findingAt(
        first.file,
        first.node,
        `steps wait for each other: ${[...cycle, first].map(({ id }) => id).join(" → ")}`,
        { severity: "error", help: "Take one of these out of depends_on" },
      );
  }
}

/** Steps that wait for each other in a circle, in the order in which they do; none where all can run. */
function findCycle(steps: readonly Step[]): readonly Step[] {
  const byId = new Map(steps.flatMap((step) => (step.id === undefined ? [] : [[step.id, step]])));
  let waiting = [...byId.values()];
  for (;;) {
    // What waits for nobody can run; what is left in the end waits in a circle, or for one.
    const ids = new Set(waiting.map(({ id }) => id));
    const left = waiting.filter(({ dependsOn }) => dependsOn.some((id) => ids.has(id)));
    if (left.length === waiting.length) break;
    waiting = left;
  }
  const path: Step[] = [];
  for (let at = waiting[0]; at !== undefined; ) {
    const seenAt = path.indexOf(at);
    if (seenAt !== -1) return path.slice(seenAt);
    path.push(at);
    at = at.dependsOn
      .map((id) => waiting.find((step) => step.id === id))
      .find((step) => step !== undefined);
  }
  return [];
}

export const STEP_RULES: readonly Rule[] = [
  defineRule({
    id: "KND014",
    kinds: ["orchestrator"],
    severity: "warning",
    title: "Give every step a timeout_ms and an error_action; no circles in depends_on",
    fix: 'Write timeout_ms=… and error_action="stop" or "compensate"',
    check: checkSteps,
  }),
];
