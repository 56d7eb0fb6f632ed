/** Who serves models. A room in `providers/` is one value of this type. */

import type { Secret } from "../domain/secret.ts";
import type { LanguageModel } from "./language-model.ts";
import type { Machine } from "./machine.ts";
import type { ModelBatches } from "./model-batches.ts";

/**
 * Where servers take a grammar for the whole answer: llama.cpp in `grammar`, SGLang in `ebnf`, vLLM in
 * `structured_outputs`, older ones of it in `guided_grammar`. Each has to run llguidance.
 */
export const GRAMMAR_FIELDS = ["grammar", "structured_outputs", "guided_grammar", "ebnf"] as const;
export type GrammarField = (typeof GRAMMAR_FIELDS)[number];

/** An endpoint that speaks OpenAI's chat completions, from the user's configuration. */
export interface EndpointSettings {
  readonly baseUrl: string;
  /** Name of the environment variable that holds the key; `undefined` sends none. */
  readonly apiKeyVariable: string | undefined;
  readonly contextWindowTokens: number;
  /** Whether it gives the same answer to the same `Idempotency-Key`, and charges once. @default false */
  readonly isIdempotent?: boolean | undefined;
  /** The field of a request that it takes a grammar in, in llguidance's Lark. @default it takes none */
  readonly grammarField?: GrammarField | undefined;
}

/** What configuration says to providers. */
export interface ProviderSettings {
  /** Reads a secret from the environment or the key store; the only way to a key. */
  secret(variable: string): Secret | undefined;
  /** Hosts that may be reached although `isOffline` is set; this machine always may. */
  readonly offlineHosts: readonly string[];
  /** By name: `openai-compatible` models are `NAME/model`. */
  readonly endpoints: Readonly<Record<string, EndpointSettings>>;
  readonly ollamaUrl: string;
  /** Absolute folder for models and engines. */
  readonly cacheDirectory: string;
  /** CPU threads of models in process. */
  readonly threads: number;
  /** No request leaves this machine. */
  readonly isOffline: boolean;
  /** A call that is not answered with a first sign of life for so long is ended as `model/timeout`. */
  readonly firstByteTimeoutMs: number;
  /** A stream that says nothing for so long is ended as `model/timeout`. */
  readonly idleTimeoutMs: number;
  /** How long providers keep marked beginnings of prompts; `off` marks none. */
  readonly promptCaching: "off" | "5m" | "1h";
}

/** Whether a provider could serve right now, in words for `doctor`. */
export interface ProviderState {
  readonly isReady: boolean;
  /** e.g. `ANTHROPIC_API_KEY is set`, `no server answers at http://127.0.0.1:11434`. */
  readonly why: string;
  /** What to do to make it ready. */
  readonly help: string | undefined;
  /** The model taken when none is named; `undefined` where the user has to choose. */
  readonly defaultModel: string | undefined;
}

/** How far a download or an installation has come. */
export interface InstallProgress {
  /** What is being brought, e.g. `smollm2-135m-instruct`. */
  readonly what: string;
  readonly bytes: number;
  /** `undefined` where nobody knows. */
  readonly totalBytes: number | undefined;
}

export interface InstallOptions {
  readonly onProgress: (progress: InstallProgress) => void;
  readonly signal: AbortSignal | undefined;
}

export interface Provider {
  readonly id: string;
  readonly displayName: string;
  /** Whether its answers cost nothing, because they are made on this machine or not made at all. */
  readonly isFree: boolean;
  /** Whether its answers come from a file, one after the other: none of them is kept for another call. */
  readonly isRecorded: boolean;
  /** Where its server is, where configuration says so: another address may be another model of the same id. */
  address?(settings: ProviderSettings): string | undefined;
  /** Environment variable that holds its key; `undefined` where none is needed. */
  keyVariable(settings: ProviderSettings): string | undefined;
  /** Looks without spending anything: environment, files, a local port. */
  probe(settings: ProviderSettings, machine: Machine): Promise<ProviderState>;
  /**
   * Opens the model called `name`, the part of the id after the first `/`.
   *
   * @throws {Fault} `model/unknown`, `model/missing`, `model/corrupt`, `model/no-key`.
   */
  open(name: string, settings: ProviderSettings, machine: Machine): Promise<LanguageModel>;
  /**
   * Brings what `open` misses on this machine: an engine, a model's file. Absent where there is nothing to bring.
   *
   * @throws {Fault} `download/failed`, `model/corrupt`, `storage/*`
   */
  install?(
    name: string,
    settings: ProviderSettings,
    machine: Machine,
    options: InstallOptions,
  ): Promise<void>;
  /**
   * The batch interface of a model, slower at a lower price. Absent where there is none.
   *
   * @throws {Fault} as `open`; `model/bad-request` for a model that it does not serve.
   */
  openBatches?(name: string, settings: ProviderSettings, machine: Machine): Promise<ModelBatches>;
}
