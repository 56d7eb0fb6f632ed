import type { Context } from "../domain/context.ts";
import type { Prompt } from "../domain/prompt.ts";
import type { Specification } from "../domain/specification.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { buildContext } from "./context/build-context.ts";
import { defaultPath, findLanguage } from "./prepare-run.ts";
import { renderPrompt } from "./prompt/render-prompt.ts";
import { planNext } from "./repair/plan-next.ts";

export interface RenderFirstPromptOptions {
  readonly model: Pick<
    LanguageModel,
    "id" | "contextWindowTokens" | "countTokens" | "continuesAnswerStart"
  > &
    Partial<Pick<LanguageModel, "suggested">>;
  readonly maxOutputTokens: number;
  /** Where the result would go. @default where the specification says, else its name, in the root */
  readonly path?: string | undefined;
}

export interface FirstPrompt {
  readonly context: Context;
  readonly prompt: Prompt;
  /** Ids of the prompt texts in use, by section. */
  readonly templates: Readonly<Record<string, string>>;
}

/** What first prompts are made of. */
export type PromptEnvironment = Pick<
  CheckEnvironment,
  "languages" | "sha256" | "patterns" | "references" | "syntax" | "contextLimits" | "templates"
>;

/**
 * The prompt that a run of `specification` begins with, and what it is made of. No model is asked. Where prompt texts
 * are on trial, a run may use others.
 *
 * @throws {Fault} `language/unknown`, `model/context-too-long`, `template/invalid`
 */
export async function buildFirstPrompt(
  specification: Specification,
  environment: PromptEnvironment,
  { model, maxOutputTokens, path }: RenderFirstPromptOptions,
): Promise<FirstPrompt> {
  const { sha256 } = environment;
  const language = findLanguage(environment, specification.language);
  const plan = planNext([], { samples: 1, repairs: 0, escalations: 0, seed: 0 });
  if (plan === undefined) throw new RangeError("Cannot plan: one sample is allowed");
  const templates = await environment.templates.choose("");
  const run = {
    language,
    model,
    maxOutputTokens,
    sha256,
    templates,
    path: path ?? defaultPath(specification, language),
    knowledge: environment,
  };
  const context = await buildContext(specification, plan, [], run);
  const prompt = renderPrompt(specification, plan, [], { ...run, context });
  return { context, prompt, templates: usedTexts(specification, templates.ids) };
}

/** The prompt of `buildFirstPrompt` alone. */
export const renderFirstPrompt = async (
  specification: Specification,
  environment: PromptEnvironment,
  options: RenderFirstPromptOptions,
): Promise<Prompt> => (await buildFirstPrompt(specification, environment, options)).prompt;

/** A file with open places is asked for in words of its own. */
const usedTexts = (
  { kind }: Pick<Specification, "kind">,
  ids: FirstPrompt["templates"],
): FirstPrompt["templates"] => {
  const { slotsystem: system, slots: instructions } = ids;
  return kind !== "formal" || system === undefined || instructions === undefined
    ? ids
    : { ...ids, system, instructions };
};
