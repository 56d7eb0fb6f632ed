/** Every setting there is: its key, what it may be, its default, and what it is for. */

import { availableParallelism } from "node:os";
import { z } from "zod";

const count = z.int().positive();
const milliseconds = z.int().positive();

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
    .default(3)
    .describe("Rounds of repair with the checker's diagnostics"),
  max_output_tokens: count.optional().describe("Longest answer, in tokens"),
  total_tokens: count.optional().describe("Tokens a run may use in all; no limit when absent"),
  time_limit_ms: milliseconds.optional().describe("Time a run may take; no limit when absent"),
  check_timeout_ms: milliseconds.default(30_000).describe("Time one check may take"),
  idle_timeout_ms: milliseconds.default(180_000).describe("Longest silence of a model's stream"),
  threads: count.max(256).default(DEFAULT_THREADS).describe("CPU threads of models in process"),
  offline: z.boolean().default(false).describe("Nothing leaves this machine"),
  ollama_url: z.url().default("http://127.0.0.1:11434").describe("Where Ollama answers"),
  cache_directory: z.string().min(1).optional().describe("Folder of models and engines"),
} as const;

const endpoint = z.strictObject({
  base_url: z.url(),
  api_key_env: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/, "must be the name of an environment variable")
    .optional(),
  context_window_tokens: count.default(32_768),
});

/** What a configuration file may hold. */
export const settingsSchema = z.strictObject({
  ...scalars,
  endpoints: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower case letters, digits and hyphens"),
      endpoint,
    )
    .default({})
    .describe("Servers that speak OpenAI's chat completions, by name"),
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

const TABLES: ReadonlySet<SettingKey> = new Set(["endpoints", "programs"]);

/** e.g. `max_output_tokens` → `SPECWRIGHT_MAX_OUTPUT_TOKENS`; tables have none. */
export const variableOf = (key: SettingKey): string | undefined =>
  TABLES.has(key) ? undefined : `SPECWRIGHT_${key.toUpperCase()}`;
