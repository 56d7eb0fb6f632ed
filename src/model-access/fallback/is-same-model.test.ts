import { describe, expect, test } from "vitest";
import { isSameModel } from "./is-same-model.ts";

describe("isSameModel()", () => {
  test.each([
    ["openai/gpt-6-sol", "gpt-6-sol"],
    ["openai/gpt-6-sol", "gpt-6-sol-2026-09-22"],
    ["openai/gpt-6-sol-2026-09-22", "gpt-6-sol"],
    ["anthropic/claude-sonnet-5", "claude-sonnet-5-20260922"],
    ["anthropic/claude-sonnet-5-latest", "claude-sonnet-5-20260922"],
    ["vertex/claude-sonnet-5@20260922", "claude-sonnet-5-20260922"],
    ["bedrock/us.anthropic.claude-sonnet-5-20260922-v1:0", "claude-sonnet-5"],
    ["bedrock/anthropic.claude-sonnet-5", "claude-sonnet-5"],
    ["google/gemini-3-flash", "models/gemini-3-flash"],
    ["google/gemini-3-flash", "gemini-3-flash-001"],
    ["mistral/mistral-large-latest", "mistral-large-2411"],
    ["openai/gpt-4", "gpt-4-0613"],
    ["here/meta-llama/Llama-3.1-8B-Instruct", "meta-llama/llama-3.1-8b-instruct"],
    ["ollama/qwen2.5-coder", "qwen2.5-coder:latest"],
    ["here/qwen2.5-coder-7b", "/models/qwen2.5-coder-7b.gguf"],
    ["openai/gpt-4.1", "gpt-4.1"],
    ["openai/gpt-6-sol", ""],
  ])("takes %s for %s", (asked, answered) => {
    expect(isSameModel(asked, answered)).toBe(true);
  });

  test.each([
    ["openai/gpt-6-sol", "gpt-6-luna"],
    ["openai/gpt-6-sol", "gpt-6"],
    ["openai/gpt-6-sol", "gpt-6-sol-mini"],
    ["openai/gpt-6-sol", "gpt-6-sol-mini-2026-09-22"],
    ["openai/gpt-6-sol-2026-09-22", "gpt-6-sol-2026-10-01"],
    ["openai/gpt-4.1", "gpt-4"],
    ["openai/gpt-4-0613", "gpt-4-0314"],
    ["ollama/qwen2.5-coder:7b", "qwen2.5-coder:1.5b"],
    ["ollama/qwen2.5-coder:7b", "qwen2.5-coder:latest"],
    ["anthropic/claude-opus-5", "claude-sonnet-5"],
  ])("keeps %s apart from %s", (asked, answered) => {
    expect(isSameModel(asked, answered)).toBe(false);
  });
});
