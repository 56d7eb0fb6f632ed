import type { ModelCapabilities } from "../../domain/capabilities.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";

/** What the user knows better than the table, of one model. */
export type ModelFacts = {
  readonly [Key in Exclude<keyof ModelCapabilities, "source">]?: ModelCapabilities[Key] | undefined;
} & { readonly contextWindowTokens?: number | undefined };

/** `model` as configuration says it is. Belongs right around the adapter: every wrapper goes by these facts. */
export function withFacts(model: LanguageModel, facts: ModelFacts): LanguageModel {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  if (known.length === 0) return model;
  const { contextWindowTokens = model.contextWindowTokens, ...changes } = Object.fromEntries(
    known,
  ) as ModelFacts;
  const source = `configuration, else ${model.capabilities.source}`;
  const capabilities = { ...model.capabilities, ...changes, source } as ModelCapabilities;
  return wrapModel(model, (request, options) => model.stream(request, options), {
    contextWindowTokens,
    capabilities,
  });
}
