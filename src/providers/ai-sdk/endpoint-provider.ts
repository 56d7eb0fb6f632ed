import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault } from "../../domain/fault.ts";
import type { EndpointSettings, Provider, ProviderSettings } from "../../ports/provider.ts";
import { fromLanguageModelV4 } from "./from-language-model-v4.ts";
import { toGrammarBody } from "./grammar-body.ts";
import { fetchHere, isOutOfReach, refuseWhenOffline } from "./offline.ts";

/**
 * One provider for each endpoint of the configuration; its id is the endpoint's name, so that `groq/llama-4` is
 * model `llama-4` of the endpoint `groq`.
 */
export const endpointProviders = (settings: ProviderSettings): readonly Provider[] =>
  Object.keys(settings.endpoints).map(endpointProvider);

/** The endpoint of that name as a provider: any server that speaks OpenAI's chat completions. */
export const endpointProvider = (name: string): Provider => ({
  id: name,
  displayName: `${name} (OpenAI-compatible)`,
  isFree: false,
  isRecorded: false,
  address: ({ endpoints }) => endpoints[name]?.baseUrl,
  keyVariable: ({ endpoints }) => endpoints[name]?.apiKeyVariable,

  async probe(settings) {
    const endpoint = settings.endpoints[name];
    if (endpoint === undefined)
      return notReady("not configured", `Add [endpoints.${name}] to the configuration`);
    const { baseUrl, apiKeyVariable } = endpoint;
    if (isOutOfReach(baseUrl, settings)) return notReady("`offline` is set", "Unset `offline`");
    if (isKeyMissing(endpoint, settings))
      return notReady(`${apiKeyVariable} is not set`, `Set ${apiKeyVariable}`);
    return {
      isReady: true,
      why: `configured at ${withoutUser(baseUrl)}`,
      help: undefined,
      defaultModel: undefined,
    };
  },

  async open(model, settings) {
    const id = `${name}/${model}`;
    const endpoint = settings.endpoints[name];
    if (endpoint === undefined) {
      throw new Fault("model/unknown", `Cannot open "${id}": no endpoint "${name}" is configured`, {
        help: `Add [endpoints.${name}] to the configuration`,
      });
    }
    const { baseUrl, apiKeyVariable, contextWindowTokens, grammarField } = endpoint;
    refuseWhenOffline(id, baseUrl, settings);
    if (isKeyMissing(endpoint, settings)) {
      throw new Fault("model/no-key", `Cannot open "${id}": ${apiKeyVariable} is not set`, {
        help: `Set ${apiKeyVariable} to the endpoint's key`,
      });
    }
    const key = apiKeyVariable === undefined ? undefined : settings.secret(apiKeyVariable);
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const client = createOpenAICompatible({
      name,
      baseURL: baseUrl,
      ...(key === undefined ? {} : { apiKey: key.reveal() }),
      fetch: fetchHere,
      includeUsage: true,
      // Whether a model takes one is decided before.
      supportsStructuredOutputs: true,
    });
    return fromLanguageModelV4(client.chatModel(model), {
      id,
      contextWindowTokens,
      keepsAnswersByKey: endpoint.isIdempotent,
      ...(grammarField !== undefined && {
        capabilities: { ...PLAIN_CAPABILITIES, takesGrammar: true, source: "configuration" },
        toGrammarOptions: (grammar) => ({ [name]: toGrammarBody(grammar, grammarField) }),
      }),
      idleTimeoutMs: settings.idleTimeoutMs,
      firstByteTimeoutMs: settings.firstByteTimeoutMs,
      // Anything may be behind it: a little of both, and room for the prompt in a small window.
      suggested: {
        samples: 2,
        maxOutputTokens: Math.min(8192, Math.floor(contextWindowTokens / 4)),
      },
      secrets: key === undefined ? [] : [key],
      keyVariable: apiKeyVariable,
    });
  },
});

const isKeyMissing = ({ apiKeyVariable }: EndpointSettings, settings: ProviderSettings): boolean =>
  apiKeyVariable !== undefined && settings.secret(apiKeyVariable) === undefined;

const notReady = (why: string, help: string) => ({
  isReady: false,
  why,
  help,
  defaultModel: undefined,
});

/** An address may hold a user's name and password. */
const withoutUser = (address: string): string => address.replace(/\/\/[^/\s@]+@/, "//");
