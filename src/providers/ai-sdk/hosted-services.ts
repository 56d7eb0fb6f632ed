/** The table of hosted services: a new one is a row. */

import { contextWindowOf } from "./context-windows.ts";
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
  contextWindowTokens: (name) => contextWindowOf("anthropic", name),
  async loadClient() {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic;
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
  contextWindowTokens: (name) => contextWindowOf("openai", name),
  async loadClient() {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return createOpenAI;
  },
  async loadTokenizer() {
    const { countTokens } = await import("gpt-tokenizer/esm/encoding/o200k_base");
    // Text that looks like a control token is only text.
    return (text) => countTokens(text, { disallowedSpecial: new Set() });
  },
};
