import { Secret } from "../domain/secret.ts";
import {
  type BatchingOptions,
  createBatchingModel,
} from "../model-access/batching/create-batching-model.ts";
import { createBudget } from "../model-access/money/create-budget.ts";
import { systemClock } from "../platform/clock.ts";
import { createRandom } from "../platform/random.ts";
import { sha256 } from "../platform/sha256.ts";
import type { Files } from "../ports/files.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Machine } from "../ports/machine.ts";
import type { ModelBatches } from "../ports/model-batches.ts";
import type { ProviderSettings } from "../ports/provider.ts";
import { hostedProvider } from "../providers/ai-sdk/hosted-provider.ts";
import { anthropic, openai } from "../providers/ai-sdk/hosted-services.ts";
import { createScriptedModel } from "../providers/scripted/create-scripted-model.ts";
import type { FakeBatches, FakeBatchesOptions } from "./fake-provider-server/batch-store.ts";
import { createFakeBatches } from "./fake-provider-server/serve-batches.ts";
import { startFakeProviderServer } from "./fake-provider-server/start-fake-provider-server.ts";

const SERVICES = {
  anthropic: { service: anthropic, name: "claude-haiku-4-5" },
  openai: { service: openai, name: "gpt-4.1" },
} as const;

export type BatchProviderId = keyof typeof SERVICES;

/** A provider on this machine that serves batches and keeps a bill. */
export interface FakeBatching extends AsyncDisposable {
  readonly fake: FakeBatches;
  /** `provider/model`. */
  readonly id: string;
  /** Its batch interface through its real client. */
  batches(): Promise<ModelBatches>;
  /** A batching model that works with `files`, as a process of its own would; waits are a few ms. */
  open(files: Files, wishes?: Partial<BatchingOptions>): Promise<LanguageModel>;
}

/** The provider's batch interface through its real client, at a server of that address. */
export async function openBatchesAt(url: string, provider: BatchProviderId): Promise<ModelBatches> {
  const { service, name } = SERVICES[provider];
  const settings = {
    secret: () => new Secret("canary"),
    offlineHosts: [],
    isOffline: true,
    firstByteTimeoutMs: 10_000,
    promptCaching: "off",
  } as unknown as ProviderSettings;
  const hosted = hostedProvider({ ...service, baseUrl: `${url}/v1` });
  const opening = hosted.openBatches?.(name, settings, {} as Machine);
  if (opening === undefined) throw new TypeError(`${provider} has no batch interface`);
  return opening;
}

export async function startFakeBatching(
  provider: BatchProviderId,
  options: FakeBatchesOptions = {},
): Promise<FakeBatching> {
  const fake = createFakeBatches(options);
  const server = await startFakeProviderServer([{ kind: "silence" }], { batches: fake });
  const id = `${provider}/${SERVICES[provider].name}`;
  const opened: LanguageModel[] = [];
  return {
    fake,
    id,
    batches: () => openBatchesAt(server.url, provider),
    async open(files, wishes = {}) {
      const model = createBatchingModel({
        model: createScriptedModel([], { id }),
        batches: await openBatchesAt(server.url, provider),
        files,
        clock: systemClock,
        random: createRandom(opened.length + 1, systemClock),
        sha256,
        budget: createBudget(),
        prices: { find: () => undefined },
        audit: { append: () => {} },
        collectMs: 5,
        pollMs: 2,
        maxPollMs: 5,
        settleMs: 60,
        submitMs: 5000,
        ...wishes,
      });
      opened.push(model);
      return model;
    },
    async [Symbol.asyncDispose]() {
      // Submissions that are held would be waited for.
      const closing = server[Symbol.asyncDispose]();
      await Promise.all(opened.map((model) => model[Symbol.asyncDispose]()));
      await closing;
    },
  };
}
