/** Every setting there is: its key, what it may be, its default, and what it is for. */

import { availableParallelism } from "node:os";
import { z } from "zod";
import { DEFAULT_CONTEXT_LIMITS } from "../domain/context.ts";
import { FALLBACK_STRATEGIES } from "../domain/fallback.ts";
import { GRAMMAR_FIELDS } from "../ports/provider.ts";
import { SECURITY_POLICIES } from "../ports/security-scanner.ts";
import { modelId, routesSchema } from "./route-settings.ts";

const count = z.int().positive();
const milliseconds = z.int().positive();
/** Nano-dollars are counted in whole numbers, which are exact up to nine million dollars. */
const MOST_USD = 1_000_000;
const usd = z.number().positive().max(MOST_USD);
const rate = z.number().min(0).max(MOST_USD);

/**
 * One core is left to the checkers: threads that wait for a core they share with others make a model many times slower
 * than a missing thread does.
 */
const DEFAULT_THREADS = Math.max(1, availableParallelism() - 1);

/** One entry a key; the environment variable is `SPECWRIGHT_` and the key in capitals. */
const scalars = {
  model: z
    .string()
    .min(1)
    .optional()
    .describe("Model to ask, as provider/model; chosen when absent"),
  profile: z.string().min(1).optional().describe("How strict the language's checker is"),
  samples: count.max(1000).optional().describe("Candidates drawn before anything is repaired"),
  repairs: z
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe(
      "Rounds of repair with the checker's diagnostics; 3 when absent, and 5 for files of contracts",
    ),
  max_output_tokens: count.optional().describe("Longest answer, in tokens"),
  context_tokens: z
    .int()
    .min(0)
    .max(10_000_000)
    .optional()
    .describe(
      "Tokens of everything that a prompt shows, 8000 when absent and less for small local models; only the specification, its files and the language's briefing, which are never cut, may exceed it",
    ),
  references: z
    .boolean()
    .default(true)
    .describe("Prompts show similar code of the project, and its structure"),
  learning: z
    .boolean()
    .default(true)
    .describe(
      "What `specwright learn` counted in this project is used; nothing is, before somebody ran it",
    ),
  total_tokens: count.optional().describe("Tokens a run may use in all; no limit when absent"),
  time_limit_ms: milliseconds.optional().describe("Time a run may take; no limit when absent"),
  check_timeout_ms: milliseconds.default(30_000).describe("Time one check may take"),
  idle_timeout_ms: milliseconds.default(180_000).describe("Longest silence of a model's stream"),
  constraints: z
    .boolean()
    .default(true)
    .describe("Answers are held to the language's grammar and types while they are written"),
  threads: count.max(256).default(DEFAULT_THREADS).describe("CPU threads of models in process"),
  offline: z.boolean().default(false).describe("Nothing leaves this machine"),
  broken_stream: z
    .enum(["restart", "continue", "next"])
    .default("restart")
    .describe("What follows a stream that broke: ask anew, go on with its text, or the next model"),
  cut_answer: z
    .enum(["continue", "ask-again"])
    .default("continue")
    .describe("What follows an answer cut by the output limit: go on with it, or a longer limit"),
  downgrade: z
    .enum(["report", "refuse"])
    .default("report")
    .describe("What follows when another model answers than was asked: say so, or fail"),
  max_retries: z.int().min(0).max(20).default(4).describe("Times a failed call is tried again"),
  max_retry_wait_ms: milliseconds
    .default(120_000)
    .describe("Longest wait before a retry; a provider that asks for more is left"),
  requests_per_minute: count.optional().describe("Calls of one provider in a minute"),
  tokens_per_minute: count.optional().describe("Tokens of one provider in a minute"),
  circuit_failures: z
    .int()
    .min(0)
    .default(5)
    .describe("Failures in a row after which a provider is left alone for a while; 0 is never"),
  circuit_open_ms: milliseconds.default(30_000).describe("How long it is left alone"),
  first_byte_timeout_ms: milliseconds
    .default(180_000)
    .describe("Longest wait for a call's first sign of life"),
  total_timeout_ms: milliseconds.default(1_800_000).describe("Longest time of one call"),
  max_usd: usd.optional().describe("Money a command may spend in all; no limit when absent"),
  max_usd_per_task: usd.optional().describe("Money one specification may cost"),
  spend_without_asking: z
    .boolean()
    .default(false)
    .describe("Paid calls need no --yes and no question; not from a project's file"),
  response_cache: z.boolean().default(true).describe("Answers are kept and reused"),
  response_cache_ttl_ms: milliseconds
    .default(30 * 24 * 3_600_000)
    .describe("How long an answer is kept"),
  response_cache_max_bytes: count.default(500_000_000).describe("Size of the kept answers"),
  verdict_cache: z
    .boolean()
    .default(true)
    .describe("What a verifier found is remembered: equal text, specification and programs"),
  verdict_cache_max_bytes: count.default(100_000_000).describe("Size of the remembered verdicts"),
  prompt_caching: z
    .enum(["off", "5m", "1h"])
    .default("5m")
    .describe("How long a provider is asked to keep the beginning of prompts"),
  provider_batches: z
    .boolean()
    .default(false)
    .describe("Calls go through the provider's batch interface: slower, at a lower price"),
  key_store: z
    .boolean()
    .default(true)
    .describe("Keys are also looked for in the system's key store"),
  security_scan: z
    .enum(SECURITY_POLICIES)
    .default("reject")
    .describe(
      "What follows from dangerous code: refuse it, tell it, or do not look; a project may only be stricter",
    ),
  telemetry_content: z
    .boolean()
    .default(false)
    .describe("Exported spans hold prompts and answers; not from a project's file"),
  ollama_url: z.url().default("http://127.0.0.1:11434").describe("Where Ollama answers"),
  cache_directory: z
    .string()
    .min(1)
    .optional()
    .describe("Folder of models, engines and kept answers; not from a project's file"),
} as const;

const endpoint = z.strictObject({
  base_url: z.url(),
  api_key_env: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/, "must be the name of an environment variable")
    .optional(),
  context_window_tokens: count.default(32_768),
  /** It gives the same answer to the same `Idempotency-Key`, and charges once. */
  idempotent: z.boolean().default(false),
  /** The field that it takes a grammar in: it runs llguidance. */
  grammar_field: z.enum(GRAMMAR_FIELDS).optional(),
});

/** USD per million tokens. */
const price = z.strictObject({
  input: rate,
  output: rate,
  cache_read: rate.optional(),
  cache_write: rate.optional(),
  batch_factor: z.number().positive().max(1).optional(),
});

const sectionTokens = (tokens: number) => z.int().min(0).max(10_000_000).default(tokens);
const { sectionTokens: sections } = DEFAULT_CONTEXT_LIMITS;

/** What a prompt's sections may hold besides what is always shown. */
const contextSections = z.strictObject({
  system: sectionTokens(sections.system),
  operation: sectionTokens(sections.operation),
  patterns: sectionTokens(sections.patterns),
  references: sectionTokens(sections.references),
  constraints: sectionTokens(sections.constraints),
  instructions: sectionTokens(sections.instructions),
});

const facts = z.strictObject({
  context_window_tokens: count.optional(),
  output_limit_tokens: count.optional(),
  temperature: z.boolean().optional(),
  seed: z.boolean().optional(),
  stop_texts: z.boolean().optional(),
  response_schema: z.boolean().optional(),
  grammar: z.boolean().optional(),
  log_probabilities: z.boolean().optional(),
  prompt_caching: z.enum(["marked", "automatic", "none"]).optional(),
  batches: z.boolean().optional(),
});

/** What a configuration file may hold. */
export const settingsSchema = z.strictObject({
  ...scalars,
  context_sections: contextSections
    .prefault({})
    .describe(
      "Tokens of each section of a prompt, for what is added to the specification: references give way first, then patterns, then constraints; 0 leaves a section's additions out",
    ),
  endpoints: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower case letters, digits and hyphens"),
      endpoint,
    )
    .default({})
    .describe(
      "Servers that speak OpenAI's chat completions, by name; `idempotent = true` for one that gives the same answer to the same Idempotency-Key and charges once; `grammar_field` for one that runs llguidance",
    ),
  fallback_models: z
    .array(modelId)
    .default([])
    .describe("Models to ask, in this order, when the one that was asked fails"),
  fallbacks: z
    .array(z.enum(FALLBACK_STRATEGIES))
    .default([...FALLBACK_STRATEGIES])
    .describe("What is tried, in this order, when nothing was accepted; none switches it off"),
  escalation_models: z
    .array(modelId)
    .default([])
    .describe("Stronger models, in this order, for tasks that the first could not do"),
  routes: routesSchema
    .default([])
    .describe(
      "Cheaper models for simple tasks; the first that fits is taken. With a `share` for that part of the runs, which a `ramp` raises and lowers by success",
    ),
  models: z
    .record(modelId, facts)
    .default({})
    .describe("What models take and can do, where the table is wrong, by provider/model"),
  prices: z
    .record(modelId, price)
    .default({})
    .describe("USD per million tokens, by provider/model; not from a project's file"),
  offline_hosts: z
    .array(z.string().min(1))
    .default([])
    .describe("Hosts that are reached although `offline` is set; not from a project's file"),
  programs: z
    .record(z.string().min(1), z.string().startsWith("/", "must be an absolute path"))
    .default({})
    .describe(
      "Compilers to use instead of those that are found, by name; not from a project's file",
    ),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingKey = keyof Settings;

export const SETTING_KEYS = Object.keys(settingsSchema.shape) as readonly SettingKey[];

export const describeSetting = (key: SettingKey): string =>
  settingsSchema.shape[key].description ?? "";

const TABLES: ReadonlySet<SettingKey> = new Set([
  "context_sections",
  "endpoints",
  "escalation_models",
  "fallback_models",
  "fallbacks",
  "models",
  "offline_hosts",
  "prices",
  "programs",
  "routes",
]);

/** e.g. `max_output_tokens` → `SPECWRIGHT_MAX_OUTPUT_TOKENS`; tables have none. */
export const variableOf = (key: SettingKey): string | undefined =>
  TABLES.has(key) ? undefined : `SPECWRIGHT_${key.toUpperCase()}`;
