import type { Experimental_BatchV4 as BatchV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { Secret } from "../../../domain/secret.ts";
import type { ModelBatches } from "../../../ports/model-batches.ts";
import type { ClientOptions } from "../client-options.ts";
import { fetchHere } from "../offline.ts";
import type { PromptCaching } from "../prompt-caching.ts";
import { fromBatchV4 } from "./from-batch-v4.ts";

/** The batch interface of a hosted service: a part of its row in the table. */
export interface HostedBatches {
  readonly maxRequests: number;
  readonly maxBytes: number;
  /** Loads the client, which is heavy, when it is opened. */
  loadBatches(): Promise<(options: ClientOptions) => BatchV4>;
}

export interface OpenHostedBatchesOptions {
  /** `provider/model`. */
  readonly id: string;
  /** The model's name at the provider. */
  readonly modelName: string;
  readonly baseUrl: string;
  readonly key: Secret;
  readonly keyVariable: string;
  readonly providerOptions: SharedV4ProviderOptions;
  readonly promptCaching: PromptCaching | undefined;
  readonly timeoutMs: number;
}

/** Opens the batch interface of one model. */
export async function openHostedBatches(
  { maxRequests, maxBytes, loadBatches }: HostedBatches,
  options: OpenHostedBatchesOptions,
): Promise<ModelBatches> {
  const { key, baseUrl, ...facts } = options;
  const createBatches = await loadBatches();
  const batches = createBatches({ apiKey: key.reveal(), baseURL: baseUrl, fetch: fetchWhole });
  return fromBatchV4(batches, { ...facts, maxRequests, maxBytes, secrets: [key] });
}

/**
 * Sends forms as bytes: while a form is still being written out, undici answers an abort with a rejection that nobody
 * can catch.
 */
const fetchWhole: typeof fetch = async (input, init) => {
  if (!(init?.body instanceof FormData)) return fetchHere(input, init);
  const whole = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set("content-type", whole.headers.get("content-type") ?? "multipart/form-data");
  return fetchHere(input, { ...init, headers, body: await whole.arrayBuffer() });
};
