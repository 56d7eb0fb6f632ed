import type { LanguageModel } from "./language-model.ts";

/** `model` with another way to answer: its facts and its end stay. `changes` replace facts. */
export const wrapModel = (
  model: LanguageModel,
  stream: LanguageModel["stream"],
  changes: Partial<Omit<LanguageModel, "stream" | typeof Symbol.asyncDispose>> = {},
): LanguageModel => ({
  id: model.id,
  contextWindowTokens: model.contextWindowTokens,
  continuesAnswerStart: model.continuesAnswerStart,
  capabilities: model.capabilities,
  keepsAnswersByKey: model.keepsAnswersByKey,
  escalations: model.escalations,
  suggested: model.suggested,
  tokens: model.tokens,
  ...(model.planEnforcement && { planEnforcement: model.planEnforcement }),
  ...(model.runEnded && { runEnded: model.runEnded }),
  countTokens: (text) => model.countTokens(text),
  ...changes,
  stream,
  [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
});
