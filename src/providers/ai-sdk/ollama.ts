/** Models that a running Ollama serves. */

import type { LanguageModelV4 } from "@ai-sdk/provider";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault } from "../../domain/fault.ts";
import type { Provider } from "../../ports/provider.ts";
import { fromLanguageModelV4 } from "./from-language-model-v4.ts";
import { isOutOfReach, refuseWhenOffline } from "./offline.ts";
import { describeOllamaModel, listOllamaModels, pickOllamaModel } from "./ollama-api.ts";
import { ollamaFetch } from "./ollama-fetch.ts";

/**
 * The context that is asked for, where the model has so much. Ollama's own default is 4096 tokens or less, and what
 * does not fit is dropped without a word; more than this costs memory that small machines do not have.
 *
 * @see https://docs.ollama.com/context-length
 */
const CONTEXT_TOKENS = 16_384;

export const ollama: Provider = {
  id: "ollama",
  displayName: "Ollama",
  isFree: true,
  isRecorded: false,
  address: ({ ollamaUrl }) => ollamaUrl,
  keyVariable: () => undefined,

  async probe(settings) {
    const { ollamaUrl } = settings;
    const state = { isReady: false, defaultModel: undefined };
    if (isOutOfReach(ollamaUrl, settings))
      return { ...state, why: "`offline` is set", help: "Unset `offline`" };
    const names = await listOllamaModels(ollamaUrl).catch(() => undefined);
    if (names === undefined) {
      return {
        ...state,
        why: `no server answers at ${ollamaUrl}`,
        help: "Start Ollama: ollama serve",
      };
    }
    if (names.length === 0) {
      return {
        ...state,
        why: `the server at ${ollamaUrl} has no models`,
        help: "Get one: ollama pull qwen2.5-coder:1.5b",
      };
    }
    return {
      isReady: true,
      why: `${ollamaUrl} serves ${names.join(", ")}`,
      help: undefined,
      defaultModel: pickOllamaModel(names),
    };
  },

  async open(name, settings) {
    const id = `ollama/${name}`;
    const { ollamaUrl, idleTimeoutMs, firstByteTimeoutMs } = settings;
    refuseWhenOffline(id, ollamaUrl, settings);
    const contextWindowTokens = await findContextWindow(id, ollamaUrl, name);
    return fromLanguageModelV4(await loadModel(ollamaUrl, name, contextWindowTokens), {
      id,
      contextWindowTokens,
      idleTimeoutMs,
      firstByteTimeoutMs,
      // @see https://docs.ollama.com/capabilities/structured-outputs
      capabilities: {
        ...PLAIN_CAPABILITIES,
        takesResponseSchema: true,
        source: "Ollama's API, 2026-11-21",
      },
      suggested: {
        samples: 3,
        maxOutputTokens: Math.min(4096, Math.floor(contextWindowTokens / 4)),
      },
    });
  },
};

async function findContextWindow(id: string, url: string, name: string): Promise<number> {
  let found: Awaited<ReturnType<typeof describeOllamaModel>>;
  try {
    found = await describeOllamaModel(url, name);
  } catch (cause) {
    throw new Fault("model/unavailable", `Cannot open "${id}": no server answers at ${url}`, {
      help: "Start Ollama: ollama serve",
      cause,
    });
  }
  if (found === undefined) {
    throw new Fault("model/missing", `Cannot open "${id}": the server at ${url} does not have it`, {
      help: `Get it: ollama pull ${name}`,
    });
  }
  return Math.min(found.contextLength ?? CONTEXT_TOKENS, CONTEXT_TOKENS);
}

/** A client for each call: Ollama's own takes no signal, so the signal is put into its `fetch`. */
async function loadModel(
  url: string,
  name: string,
  contextTokens: number,
): Promise<LanguageModelV4> {
  const { createOllama } = await import("ai-sdk-ollama");
  const open = (signal: AbortSignal | undefined): LanguageModelV4 =>
    createOllama({ baseURL: url, fetch: ollamaFetch(signal) })(name, {
      options: { num_ctx: contextTokens },
    });
  const { specificationVersion, provider, modelId, supportedUrls } = open(undefined);
  return {
    specificationVersion,
    provider,
    modelId,
    supportedUrls,
    doGenerate: (options) => open(options.abortSignal).doGenerate(options),
    doStream: (options) => open(options.abortSignal).doStream(options),
  };
}
