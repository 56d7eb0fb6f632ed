import type { Prompt } from "../domain/prompt.ts";
import type { Specification } from "../domain/specification.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { buildContext } from "./context/build-context.ts";
import { findLanguage } from "./prepare-run.ts";
import { renderPrompt } from "./prompt/render-prompt.ts";
import { planNext } from "./repair/plan-next.ts";

export interface RenderFirstPromptOptions {
  readonly model: Pick<
    LanguageModel,
    "id" | "contextWindowTokens" | "countTokens" | "continuesAnswerStart"
  >;
  readonly maxOutputTokens: number;
}

/**
 * The prompt that a run of `specification` begins with. No model is asked.
 *
 * @throws {Fault} `language/unknown`, `model/context-too-long`
 */
export async function renderFirstPrompt(
  specification: Specification,
  environment: Pick<CheckEnvironment, "languages" | "sha256">,
  { model, maxOutputTokens }: RenderFirstPromptOptions,
): Promise<Prompt> {
  const language = findLanguage(environment, specification.language);
  const plan = planNext([], { samples: 1, repairs: 0, escalations: 0, seed: 0 });
  if (plan === undefined) throw new RangeError("Cannot plan: one sample is allowed");
  const run = { language, model, maxOutputTokens, sha256: environment.sha256 };
  const context = await buildContext(specification, plan, [], run);
  return renderPrompt(specification, plan, [], { ...run, context });
}
