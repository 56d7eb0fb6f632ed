import type { JSONObject } from "@ai-sdk/provider";
import type { GrammarField } from "../../ports/provider.ts";

/** Tells llama.cpp and SGLang that this is no grammar of their own dialects; llguidance itself reads over it. */
const HEADER = "%llguidance {}";

/**
 * What of a request's body holds the answer to `grammar`, in llguidance's Lark.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/docs/llguidance.md
 * @see https://docs.vllm.ai/en/latest/features/structured_outputs/
 * @see https://docs.sglang.io/docs/advanced_features/structured_outputs.md
 */
export function toGrammarBody(grammar: string, field: GrammarField): JSONObject {
  const text = grammar.startsWith("%llguidance") ? grammar : `${HEADER}\n${grammar}`;
  return field === "structured_outputs" ? { [field]: { grammar: text } } : { [field]: text };
}
