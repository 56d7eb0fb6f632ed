/** Parameters of effects: what a function calls may need no more than it declares. */

import { type Finding, finding } from "../finding.ts";
import type { Effect } from "../syntax/ast.ts";
import type { Literal } from "../syntax/terms.ts";
import { headerRange, rangeOf } from "./declarations.ts";
import type { EffectNode } from "./effect-graph.ts";

/** Who widens the first few has mostly widened all. */
const MOST_FINDINGS = 16;
/** Bounds the work for a file in which many functions call one that needs much. */
const MOST_COMPARISONS = 1000;

/** Reports effects of direct callees that the function's first effect of the same name does not cover. */
export function checkEffectParameters(
  node: EffectNode,
  nodes: readonly EffectNode[],
): readonly Finding[] {
  const limits = limitsOf(node);
  if (limits.size === 0) return [];
  const findings: Finding[] = [];
  let comparisons = 0;
  for (const index of node.callees) {
    const callee = nodes[index];
    if (callee === undefined || callee === node) continue;
    for (const required of callee.declared) {
      comparisons += 1;
      if (findings.length >= MOST_FINDINGS || comparisons > MOST_COMPARISONS) return findings;
      const limit = limits.get(required.name.text);
      if (limit !== undefined) findings.push(...uncovered(node, limit, callee, required));
    }
  }
  return findings;
}

/** The first effect of each name, where it has parameters at all. */
function limitsOf({ declared }: EffectNode): ReadonlyMap<string, Effect> {
  const firsts = new Map(declared.toReversed().map((effect) => [effect.name.text, effect]));
  for (const [name, { parameters }] of firsts) if (parameters.length === 0) firsts.delete(name);
  return firsts;
}

const uncovered = (
  { snippet }: EffectNode,
  limit: Effect,
  callee: EffectNode,
  required: Effect,
): readonly Finding[] =>
  required.parameters.flatMap(({ name, value }) => {
    const parameter = name.text;
    const allowed = limit.parameters.find((candidate) => candidate.name.text === parameter)?.value;
    if (allowed === undefined || covers(parameter, allowed, value)) return [];
    const effect = required.name.text;
    const facts = {
      function: snippet.id.text,
      effect,
      parameter,
      required: textOf(value),
      declared: textOf(allowed),
      callee: callee.snippet.id.text,
    };
    return finding(
      "effect_parameter",
      headerRange(snippet),
      facts,
      `"${facts.function}" declares ${effect} with ${parameter} "${facts.declared}", but "${facts.callee}" needs "${facts.required}"`,
      {
        related: [{ message: "Declared here", range: rangeOf(limit) }],
        help: `Widen that effect so that it covers "${facts.required}", or declare "effect ${effect}" without parameters`,
      },
    );
  });

/** A path covers all that it is a plain prefix of, `/data` also `/database`; other values must be equal. */
function covers(parameter: string, declared: Literal, required: Literal): boolean {
  if (parameter === "path" && declared.kind === "string" && required.kind === "string")
    return required.value.startsWith(declared.value);
  return declared.kind === required.kind && textOf(declared) === textOf(required);
}

function textOf(literal: Literal): string {
  if (literal.kind === "none") return "none";
  return literal.kind === "raw" ? literal.text : String(literal.value);
}
