import { collectDeclarations, sectionsOf } from "../semantics/declarations.ts";
import { forEachStep } from "../semantics/steps.ts";
import { effectOfStep } from "../strict/effects.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { effectsOf } from "./read-head.ts";

/**
 * Effects that a function has and does not declare: its own, and those of all it calls, under whatever name. The
 * reference counts neither the library's nor those behind a short name, so a profile that follows it says nothing.
 */
export function findHiddenEffects(program: Program, asked: Snippet): readonly string[] {
  const { globals } = collectDeclarations(program);
  const effects = new Set<string | undefined>();
  const reached = new Set([asked]);
  // A set gives what is added to it on the way as well.
  for (const snippet of reached) {
    if (snippet !== asked) for (const { name } of effectsOf(snippet)) effects.add(name.text);
    for (const { steps } of sectionsOf(snippet, "body"))
      forEachStep(steps, (step) => {
        effects.add(effectOfStep(step));
        const callee = step.kind === "call" ? globals.get(step.callee.text) : undefined;
        if (callee?.kind !== "function") return;
        effects.add(callee.library?.effect);
        if (callee.snippet !== undefined) reached.add(callee.snippet);
      });
  }
  const declared = new Set(effectsOf(asked).map(({ name }) => name.text));
  return [...effects].filter((name): name is string => name !== undefined && !declared.has(name));
}
