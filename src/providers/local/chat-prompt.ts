import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from "node-llama-cpp";
import type { Message } from "../../domain/prompt.ts";

/** The conversation as the model's own chat format has it, up to where its next answer begins. */
export interface ChatPrompt {
  readonly tokens: readonly Token[];
  /** Text that ends an answer, for formats whose end is no token of its own. */
  readonly stopTexts: readonly string[];
}

/** Messages → tokens, through the template that came with the model. */
export function renderChat(
  messages: readonly Message[],
  model: LlamaModel,
  wrapper: ChatWrapper,
): ChatPrompt {
  const chatHistory = [...messages.map(toHistoryItem), { type: "model" as const, response: [] }];
  const { contextText, stopGenerationTriggers } = wrapper.generateContextState({ chatHistory });
  const tokens = contextText.tokenize(model.tokenizer);
  return {
    tokens: hasBeginningTooMany(contextText.toJSON(), model) ? tokens.slice(1) : tokens,
    stopTexts: stopGenerationTriggers.flatMap(({ values }) => {
      const texts = values.filter((value) => typeof value === "string");
      return texts.length > 0 && texts.length === values.length ? [texts.join("")] : [];
    }),
  };
}

function toHistoryItem({ role, text }: Message): ChatHistoryItem {
  return role === "assistant" ? { type: "model", response: [text] } : { type: role, text };
}

/**
 * Ready-made formats put the beginning-of-sequence token first, even for a model that says it wants none and whose
 * template writes none: SmolLM2 would read `<|im_start|>` twice.
 */
function hasBeginningTooMany(contextText: unknown, { tokens, fileInfo }: LlamaModel): boolean {
  const first: unknown = Array.isArray(contextText) ? contextText[0] : undefined;
  const isBeginning =
    typeof first === "object" && first !== null && "value" in first && first.value === "BOS";
  const template = fileInfo.metadata.tokenizer.chat_template;
  return isBeginning && !tokens.shouldPrependBosToken && template?.includes("bos_token") === false;
}
