/** Who calls whom, and which effects each snippet has of its own. */

import type { Effect, Program, Snippet } from "../syntax/ast.ts";
import { calleesOf } from "./calls.ts";
import { sectionsOf } from "./declarations.ts";

/** An effect that a snippet has without declaring it, and what gives it: a library function or a kind of step. */
export interface DerivedEffect {
  readonly name: string;
  readonly source: string;
}

export interface EffectNode {
  readonly snippet: Snippet;
  /** Whether there is an effects section, perhaps an empty one. */
  readonly hasSection: boolean;
  /** Of the last effects section, the one that counts. */
  readonly declared: readonly Effect[];
  readonly declaredNames: ReadonlySet<string>;
  readonly derived: readonly DerivedEffect[];
  /** Indexes of the snippets it calls, each once, in the order of the calls. */
  readonly callees: readonly number[];
}

/** One node a snippet, in their order. */
export function buildEffectGraph(
  program: Program,
  derivedEffects: ReadonlyMap<Snippet, readonly DerivedEffect[]>,
): readonly EffectNode[] {
  const indexes = new Map<string, number>();
  for (const [index, { id }] of program.snippets.entries())
    if (!indexes.has(id.text)) indexes.set(id.text, index);
  return program.snippets.map((snippet) => {
    const section = sectionsOf(snippet, "effects").at(-1);
    const declared = section?.effects ?? [];
    return {
      snippet,
      hasSection: section !== undefined,
      declared,
      declaredNames: new Set(declared.map(({ name }) => name.text)),
      derived: derivedEffects.get(snippet) ?? [],
      callees: [...new Set(calleesOf(snippet).flatMap(({ text }) => indexes.get(text) ?? []))],
    };
  });
}
