/** The table of hosted services: a new one is a row. */

import { hostedModelFacts } from "./capabilities-table.ts";
import type { HostedService } from "./hosted-provider.ts";

/** These models also think within their answer's tokens. */
const suggested = { samples: 1, maxOutputTokens: 16_384 };

export const anthropic: HostedService = {
  id: "anthropic",
  displayName: "Anthropic",
  keyVariable: "ANTHROPIC_API_KEY",
  baseUrl: "https://api.anthropic.com/v1",
  defaultModel: "claude-sonnet-5-5",
  suggested,
  // While a model thinks, pings are all that comes; with them the silence of a dead connection can be told apart.
  providerOptions: { anthropic: { includePings: true } },
  promptCaching: "marks",
  facts: (name) => hostedModelFacts("anthropic", name),
  async loadClient() {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic;
  },
  batches: {
    // @see https://platform.claude.com/docs/en/build-with-claude/batch-processing#batch-limitations
    maxRequests: 100_000,
    maxBytes: 256_000_000,
    async loadBatches() {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      return (options) => createAnthropic(options).experimental_batch();
    },
  },
};

export const openai: HostedService = {
  id: "openai",
  displayName: "OpenAI",
  keyVariable: "OPENAI_API_KEY",
  baseUrl: "https://api.openai.com/v1",
  defaultModel: "gpt-6-sol",
  suggested,
  // Responses are kept on the server by default.
  providerOptions: { openai: { store: false } },
  promptCaching: "key",
  facts: (name) => hostedModelFacts("openai", name),
  async loadClient() {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return createOpenAI;
  },
  batches: {
    // @see https://platform.openai.com/docs/guides/batch#rate-limits
    maxRequests: 50_000,
    maxBytes: 200_000_000,
    async loadBatches() {
      const { createOpenAI } = await import("@ai-sdk/openai");
      return (options) => createOpenAI(options).experimental_batch();
    },
  },
  async loadTokenizer() {
    const { countTokens } = await import("gpt-tokenizer/esm/encoding/o200k_base");
    // Text that looks like a control token is only text.
    return (text) => countTokens(text, { disallowedSpecial: new Set() });
  },
};
