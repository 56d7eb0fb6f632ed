/** Each wire format through the provider that speaks it and its real client, opened on a server of this machine. */

import { Secret } from "../domain/secret.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Machine } from "../ports/machine.ts";
import type { ProviderSettings } from "../ports/provider.ts";
import { endpointProvider } from "../providers/ai-sdk/endpoint-provider.ts";
import { hostedProvider } from "../providers/ai-sdk/hosted-provider.ts";
import { anthropic, openai } from "../providers/ai-sdk/hosted-services.ts";
import { ollama } from "../providers/ai-sdk/ollama.ts";

/** In no shape that gives a key away: only knowing it hides it. */
export const CLIENT_KEY = "canary:Q2f9+Zk7w=";

export interface RealClient {
  /** Of the model that it opens. */
  readonly id: string;
  readonly path: string;
  /** Which header holds the key; `undefined` where none is needed. */
  readonly keyHeader: string | undefined;
  /** Opens its model on the server at `url`; `wishes` replace settings. */
  open(url: string, wishes?: Partial<ProviderSettings>): Promise<LanguageModel>;
}

const settingsFor = (url: string, wishes: Partial<ProviderSettings> = {}): ProviderSettings => ({
  secret: () => new Secret(CLIENT_KEY),
  endpoints: {
    here: { baseUrl: `${url}/v1`, apiKeyVariable: "HERE_KEY", contextWindowTokens: 1000 },
  },
  ollamaUrl: url,
  cacheDirectory: "/nowhere",
  threads: 1,
  isOffline: true,
  offlineHosts: [],
  firstByteTimeoutMs: 20_000,
  idleTimeoutMs: 20_000,
  promptCaching: "off",
  ...wishes,
});

const machine = {} as Machine;

const hosted =
  (service: typeof anthropic, name: string): RealClient["open"] =>
  (url, wishes) =>
    hostedProvider({ ...service, baseUrl: `${url}/v1` }).open(
      name,
      settingsFor(url, wishes),
      machine,
    );

/** Ollama's server has to list `toy:1b`. */
export const REAL_CLIENTS: readonly [RealClient, RealClient, RealClient, RealClient] = [
  {
    id: "anthropic/claude-haiku-4-5",
    path: "/v1/messages",
    keyHeader: "x-api-key",
    open: hosted(anthropic, "claude-haiku-4-5"),
  },
  {
    id: "openai/gpt-4.1",
    path: "/v1/responses",
    keyHeader: "authorization",
    open: hosted(openai, "gpt-4.1"),
  },
  {
    id: "here/toy",
    path: "/v1/chat/completions",
    keyHeader: "authorization",
    open: (url, wishes) => endpointProvider("here").open("toy", settingsFor(url, wishes), machine),
  },
  {
    id: "ollama/toy:1b",
    path: "/api/chat",
    keyHeader: undefined,
    open: (url, wishes) => ollama.open("toy:1b", settingsFor(url, wishes), machine),
  },
];
