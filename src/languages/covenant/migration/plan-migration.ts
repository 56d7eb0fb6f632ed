import type { FunctionOutline, MigrationTask } from "../../../ports/migration.ts";
import { code } from "./code-span.ts";
import { noteConstructs } from "./construct-notes.ts";
import { inferEffects, listCalls } from "./infer-effects.ts";
import { planSignature } from "./plan-signature.ts";
import { renderHead } from "./render-head.ts";
import { renderRequest } from "./render-request.ts";

/** A function of another language as a specification: its signature and effects are settled, its body is asked for. */
export function planMigration(
  outline: FunctionOutline,
  { sourceLanguage, module }: { readonly sourceLanguage: string; readonly module: string },
): MigrationTask {
  const signature = planSignature(outline, module);
  const { effects, unknown } = inferEffects(outline.calls);
  const decisions = [
    ...signature.decisions,
    ...[...effects].map(([name, calls]) => `Effect ${code(name)}, from ${listCalls(calls)}`),
    ...(effects.size === 0 ? ["No effects: nothing that it calls is known to have any"] : []),
  ];
  const notes = [
    ...signature.notes,
    ...noteConstructs(outline.constructs),
    ...(unknown.length === 0
      ? []
      : [
          `${listCalls(unknown)}: of other modules, and what they do outside is not known: no effect was taken from them`,
        ]),
  ];
  const names = [...effects.keys()];
  return {
    specification: {
      kind: "prose",
      name: signature.id,
      language: "covenant",
      text: renderRequest(outline, { sourceLanguage, signature, effects: names, notes }),
      signature: renderHead({ ...signature, effects: names }),
      examples: [],
      requirements: [],
      contextFiles: [],
      testFiles: [],
      companions: [],
      grammar: undefined,
    },
    decisions,
    notes,
  };
}
