/**
 * What hosted models take and can do, by the beginning of their ids; the first match counts. As of 2026-11-21.
 *
 * Where the clients drop a parameter by themselves, the table says the same: `temperature` of models that reason,
 * `seed` of both providers, `stop` of OpenAI's responses.
 *
 * @see https://platform.claude.com/docs/en/about-claude/models/overview
 * @see https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 * @see https://platform.claude.com/docs/en/build-with-claude/structured-outputs
 * @see https://platform.openai.com/docs/models
 * @see https://platform.openai.com/docs/guides/prompt-caching
 */

import type { ModelCapabilities } from "../../domain/capabilities.ts";

const SOURCE = "table of 2026-11-21";

export interface HostedModelFacts {
  readonly contextWindowTokens: number;
  readonly capabilities: ModelCapabilities;
}

type Row = readonly [
  beginning: RegExp,
  contextWindowTokens: number,
  facts: Partial<ModelCapabilities>,
];

/** What is the same for all models of a provider that the table knows. */
const COMMON = {
  anthropic: {
    outputLimitTokens: 128_000,
    takesTemperature: false,
    takesSeed: false,
    takesStopTexts: true,
    takesResponseSchema: true,
    takesGrammar: false,
    givesLogProbabilities: false,
    promptCaching: "marked",
    promptCachingMinTokens: 1024,
    hasBatches: true,
    source: SOURCE,
  },
  openai: {
    outputLimitTokens: 128_000,
    takesTemperature: false,
    takesSeed: false,
    takesStopTexts: false,
    takesResponseSchema: true,
    // Only for the calls of custom tools, which are not made here.
    takesGrammar: false,
    givesLogProbabilities: false,
    promptCaching: "automatic",
    promptCachingMinTokens: 1024,
    hasBatches: true,
    source: SOURCE,
  },
} as const satisfies Record<string, ModelCapabilities>;

const samples = { takesTemperature: true };
const noSchema = { ...samples, takesResponseSchema: false };
const plainGpt = { ...samples, givesLogProbabilities: true };

const ROWS: Readonly<Record<keyof typeof COMMON, readonly Row[]>> = {
  anthropic: [
    [/^claude-haiku-5/, 1_000_000, { promptCachingMinTokens: 4096 }],
    [/^claude-(?:fable|opus|sonnet)-5/, 1_000_000, {}],
    [/^claude-opus-4-8/, 1_000_000, {}],
    [/^claude-opus-4-7/, 1_000_000, { promptCachingMinTokens: 2048 }],
    [/^claude-opus-4-6/, 1_000_000, { ...samples, promptCachingMinTokens: 4096 }],
    // Documented with 1024; below 2048 nothing was seen to be kept.
    [/^claude-sonnet-4-6/, 1_000_000, { ...samples, promptCachingMinTokens: 2048 }],
    [/^claude-sonnet-4-5/, 200_000, { ...samples, outputLimitTokens: 64_000 }],
    [
      /^claude-(?:haiku|opus)-4-5/,
      200_000,
      { ...samples, outputLimitTokens: 64_000, promptCachingMinTokens: 4096 },
    ],
    [/^claude-opus-4-1/, 200_000, { ...samples, outputLimitTokens: 32_000 }],
    [/^claude-opus-4-(?:0|2)/, 200_000, { ...noSchema, outputLimitTokens: 32_000 }],
    [/^claude-sonnet-4-(?:0|2)/, 200_000, { ...noSchema, outputLimitTokens: 64_000 }],
    [/^claude-3-7-sonnet/, 200_000, { ...noSchema, outputLimitTokens: 64_000 }],
    [
      /^claude-3-5-haiku/,
      200_000,
      { ...noSchema, outputLimitTokens: 8192, promptCachingMinTokens: 2048 },
    ],
    [/^claude-3-5-sonnet/, 200_000, { ...noSchema, outputLimitTokens: 8192 }],
    [
      /^claude-[123]/,
      200_000,
      { ...noSchema, outputLimitTokens: 4096, promptCachingMinTokens: 2048 },
    ],
  ],
  openai: [
    [/^gpt-5\.4-(?:mini|nano)/, 400_000, {}],
    [/^gpt-(?:6|5\.6|5\.4)/, 1_050_000, {}],
    [/^gpt-5\.5/, 1_000_000, {}],
    [/^gpt-5-chat/, 128_000, { ...plainGpt, outputLimitTokens: 16_384 }],
    [/^gpt-5/, 400_000, {}],
    [/^gpt-4\.1/, 1_000_000, { ...plainGpt, outputLimitTokens: 32_768 }],
    [/^gpt-4o/, 128_000, { ...plainGpt, outputLimitTokens: 16_384 }],
    [/^o\d/, 200_000, { outputLimitTokens: 100_000 }],
  ],
};

/** For models that came later: what costs least where it is wrong. */
const UNKNOWN: Readonly<Record<keyof typeof COMMON, HostedModelFacts>> = {
  anthropic: {
    // Too small costs context, too large costs the call.
    contextWindowTokens: 200_000,
    capabilities: {
      ...COMMON.anthropic,
      outputLimitTokens: undefined,
      takesResponseSchema: false,
      promptCachingMinTokens: 4096,
      hasBatches: false,
      source: "assumed",
    },
  },
  openai: {
    contextWindowTokens: 128_000,
    capabilities: {
      ...COMMON.openai,
      outputLimitTokens: undefined,
      takesResponseSchema: false,
      hasBatches: false,
      source: "assumed",
    },
  },
};

/** Facts of a hosted model; a cautious guess, said to be one, for models that came later. */
export function hostedModelFacts(provider: keyof typeof COMMON, name: string): HostedModelFacts {
  const row = ROWS[provider].find(([beginning]) => beginning.test(name));
  if (row === undefined) return UNKNOWN[provider];
  const [, contextWindowTokens, facts] = row;
  return { contextWindowTokens, capabilities: { ...COMMON[provider], ...facts } };
}
