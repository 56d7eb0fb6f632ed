import type { ModelFacts } from "../model-access/capabilities/with-facts.ts";
import type { Settings } from "./settings.ts";

/** What `models` says of the model `id`, in the words of `withFacts`; empty where it says nothing. */
export function toModelFacts({ models }: Settings, id: string): ModelFacts {
  const facts = models[id];
  if (facts === undefined) return {};
  const overrides = {
    contextWindowTokens: facts.context_window_tokens,
    outputLimitTokens: facts.output_limit_tokens,
    takesTemperature: facts.temperature,
    takesSeed: facts.seed,
    takesStopTexts: facts.stop_texts,
    takesResponseSchema: facts.response_schema,
    takesGrammar: facts.grammar,
    givesLogProbabilities: facts.log_probabilities,
    promptCaching: facts.prompt_caching,
    hasBatches: facts.batches,
  };
  return Object.fromEntries(
    Object.entries(overrides).filter(([, value]) => value !== undefined),
  ) satisfies ModelFacts;
}
