import type { LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import { Fault } from "../../domain/fault.ts";
import type { Secret } from "../../domain/secret.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { Provider, ProviderSettings } from "../../ports/provider.ts";
import { type HostedBatches, openHostedBatches } from "./batches/open-hosted-batches.ts";
import type { HostedModelFacts } from "./capabilities-table.ts";
import type { ClientOptions } from "./client-options.ts";
import { fromLanguageModelV4 } from "./from-language-model-v4.ts";
import { fetchHere, isOutOfReach, refuseWhenOffline } from "./offline.ts";
import type { PromptCaching } from "./prompt-caching.ts";

/** A service on the network that is reached with a key: one row of the table. */
export interface HostedService {
  readonly id: string;
  readonly displayName: string;
  /** Environment variable that holds the key. */
  readonly keyVariable: string;
  /** Always handed to the client, which would else take an address from the environment. */
  readonly baseUrl: string;
  readonly defaultModel: string;
  readonly suggested: LanguageModel["suggested"];
  readonly providerOptions: SharedV4ProviderOptions;
  /** How it is asked to keep the beginnings of prompts. */
  readonly promptCaching: PromptCaching["kind"];
  facts(name: string): HostedModelFacts;
  /** Loads the client, which is heavy, when a model is opened. */
  loadClient(): Promise<(options: ClientOptions) => (name: string) => LanguageModelV4>;
  /** Loads the models' own tokenizer. @default an estimate */
  loadTokenizer?(): Promise<(text: string) => number>;
  /** Absent where there is no batch interface. */
  readonly batches?: HostedBatches;
}

/** A service → its provider. */
export const hostedProvider = (service: HostedService): Provider => ({
  id: service.id,
  displayName: service.displayName,
  isFree: false,
  isRecorded: false,
  keyVariable: () => service.keyVariable,

  async probe(settings) {
    const { keyVariable, defaultModel } = service;
    const hasKey = settings.secret(keyVariable) !== undefined;
    const isOffline = isOutOfReach(service.baseUrl, settings);
    return {
      isReady: hasKey && !isOffline,
      why: isOffline ? "`offline` is set" : `${keyVariable} is ${hasKey ? "" : "not "}set`,
      help: isOffline ? "Unset `offline`" : hasKey ? undefined : `Set ${keyVariable}`,
      defaultModel,
    };
  },

  async open(name, settings) {
    const id = `${service.id}/${name}`;
    refuseWhenOffline(id, service.baseUrl, settings);
    const key = findKey(id, service, settings);
    const createClient = await loadClient(service);
    const client = createClient({
      apiKey: key.reveal(),
      baseURL: service.baseUrl,
      fetch: fetchHere,
    });
    return fromLanguageModelV4(client(name), {
      id,
      ...service.facts(name),
      idleTimeoutMs: settings.idleTimeoutMs,
      firstByteTimeoutMs: settings.firstByteTimeoutMs,
      promptCaching: toPromptCaching(service, settings),
      suggested: service.suggested,
      countTokens: await service.loadTokenizer?.(),
      providerOptions: service.providerOptions,
      secrets: [key],
      keyVariable: service.keyVariable,
    });
  },

  ...(service.batches === undefined
    ? {}
    : { openBatches: openBatchesOf(service, service.batches) }),
});

/** @throws {Fault} `model/no-key` */
function findKey(id: string, { keyVariable }: HostedService, settings: ProviderSettings): Secret {
  const key = settings.secret(keyVariable);
  if (key !== undefined) return key;
  throw new Fault("model/no-key", `Cannot open "${id}": ${keyVariable} is not set`, {
    help: `Set ${keyVariable} to the provider's key`,
  });
}

/** What configuration makes of a service's way to keep prompts; `undefined` where nothing is to be kept. */
function toPromptCaching(
  { promptCaching: kind }: HostedService,
  { promptCaching: ttl }: ProviderSettings,
): PromptCaching | undefined {
  if (ttl === "off") return undefined;
  return kind === "marks" ? { kind, ttl } : { kind };
}

const openBatchesOf =
  (service: HostedService, batches: HostedBatches): NonNullable<Provider["openBatches"]> =>
  async (modelName, settings) => {
    const id = `${service.id}/${modelName}`;
    const { baseUrl, keyVariable, providerOptions } = service;
    refuseWhenOffline(id, baseUrl, settings);
    const key = findKey(id, service, settings);
    const promptCaching = toPromptCaching(service, settings);
    const facts = { id, modelName, baseUrl, key, keyVariable, providerOptions, promptCaching };
    return openHostedBatches(batches, { ...facts, timeoutMs: settings.firstByteTimeoutMs });
  };

async function loadClient(service: HostedService): ReturnType<HostedService["loadClient"]> {
  try {
    return await service.loadClient();
  } catch (error) {
    // The packages also make a client from the environment while they load, and refuse an empty address there.
    if (!(error instanceof Error) || error.name !== "AI_InvalidArgumentError") throw error;
    const variable = service.keyVariable.replace(/API_KEY$/, "BASE_URL");
    throw new Fault(
      "config/invalid",
      `Cannot load the client of "${service.id}": ${variable} is empty`,
      {
        help: `Unset ${variable}`,
      },
    );
  }
}
