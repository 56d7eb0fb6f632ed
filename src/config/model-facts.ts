import { Fault } from "../domain/fault.ts";
import type { ModelFacts } from "../model-access/capabilities/with-facts.ts";
import type { Settings } from "./settings.ts";

/**
 * What `models` says of the model `id`, in the words of `withFacts`; empty where it says nothing.
 *
 * @throws {Fault} `config/invalid` where it is said to take a grammar, and nothing says how.
 */
export function toModelFacts({ models, endpoints }: Settings, id: string): ModelFacts {
  const facts = models[id];
  if (facts === undefined) return {};
  const [name = id] = id.split("/");
  if (facts.grammar === true && endpoints[name]?.grammar_field === undefined)
    throw withoutField(id, name);
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

const withoutField = (id: string, name: string): Fault =>
  new Fault(
    "config/invalid",
    `Cannot use grammar = true of "${id}": nothing says how "${name}" takes one`,
    {
      help: `Set grammar_field in [endpoints.${name}], where that server runs llguidance, or leave grammar out`,
    },
  );
