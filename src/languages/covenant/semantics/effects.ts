/** Declared effects against those of all called snippets. */

import { type Finding, finding } from "../finding.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { headerRange, isCallable } from "./declarations.ts";
import { findEffectChain } from "./effect-chain.ts";
import { buildEffectGraph, type DerivedEffect, type EffectNode } from "./effect-graph.ts";
import { checkEffectParameters } from "./effect-parameters.ts";
import { namesOf, propagateEffects } from "./propagate-effects.ts";

export interface EffectOptions {
  /** Effects that snippets have without declaring them. @default none, as in the reference compiler */
  readonly derivedEffects?: ReadonlyMap<Snippet, readonly DerivedEffect[]>;
}

/** Reports functions that declare fewer effects than they have; broken snippets are left out. */
export function checkEffects(
  program: Program,
  { derivedEffects = new Map() }: EffectOptions = {},
): readonly Finding[] {
  const nodes = buildEffectGraph(program, derivedEffects);
  const missing = findMissingEffects(nodes);
  return nodes.flatMap((node, index) => {
    if (!isChecked(node)) return [];
    const lack = missing.get(index);
    return [
      ...(lack === undefined ? [] : [missingEffects(node, lack, nodes)]),
      ...checkEffectParameters(node, nodes),
    ];
  });
}

const isChecked = ({ snippet }: EffectNode): boolean => snippet.isWhole && isCallable(snippet.kind);

interface Lack {
  readonly names: string[];
  /** From the function to the nearest snippet that has one of them. */
  readonly chain: readonly string[];
}

/** More names than this help nobody. */
const MOST_NAMES = 50;

function findMissingEffects(nodes: readonly EffectNode[]): ReadonlyMap<number, Lack> {
  const lacks = new Map<number, Lack>();
  for (const group of propagateEffects(nodes))
    for (const [index, node] of nodes.entries()) {
      const bits = (group.reached[index] ?? 0) & ~(group.declared[index] ?? 0);
      if (bits === 0 || !isChecked(node)) continue;
      const lack = lacks.get(index) ?? {
        names: [],
        chain: findEffectChain(index, bits, group, nodes),
      };
      lacks.set(index, lack);
      if (lack.names.length < MOST_NAMES) lack.names.push(...namesOf(bits, group));
    }
  return lacks;
}

function missingEffects(node: EffectNode, lack: Lack, nodes: readonly EffectNode[]): Finding {
  const name = node.snippet.id.text;
  const effects = lack.names.toSorted().slice(0, MOST_NAMES);
  const { chain } = lack;
  const facts = { function: name, callee: sourceOf(node, effects, nodes), effects, chain };
  const list = effects.map((effect) => `"${effect}"`).join(", ");
  const lines = effects.map((effect) => `effect ${effect}`).join(" ");
  const help = node.hasSection
    ? `Add to its effects section: ${lines}`
    : `Add a section before its signature: effects ${lines} end`;
  const range = headerRange(node.snippet);
  const way = chain.length > 1 ? ` (${chain.join(" -> ")})` : "";
  return node.declared.length === 0
    ? finding(
        "pure_calls_effectful",
        range,
        facts,
        `"${name}" declares no effects, but what it calls has ${list}${way}`,
        { help },
      )
    : finding(
        "missing_effect",
        range,
        facts,
        `"${name}" does not declare ${list}, which what it calls has${way}`,
        { help },
      );
}

/** As the reference names it: the first direct callee that has a missing effect of its own. */
function sourceOf(
  { callees, derived }: EffectNode,
  missing: readonly string[],
  nodes: readonly EffectNode[],
): string {
  const own = derived.find(({ name }) => missing.includes(name));
  const callee = callees.find((index) => {
    const node = nodes[index];
    return missing.some(
      (name) =>
        node?.declaredNames.has(name) === true ||
        node?.derived.some((effect) => effect.name === name) === true,
    );
  });
  return own?.source ?? nodes[callee ?? -1]?.snippet.id.text ?? "unknown";
}
