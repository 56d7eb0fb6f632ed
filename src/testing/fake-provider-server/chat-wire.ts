import type { Wire } from "./answer.ts";
import { CHAT_ERRORS } from "./provider-errors.ts";

const FINISH_REASONS = { stop: "stop", length: "length", refusal: "content_filter" } as const;

/** OpenAI's chat completions, as server-sent events. @see https://platform.openai.com/docs/api-reference/chat-streaming */
export const chatWire: Wire = ({ pieces, finish, usage, answeredBy }) => {
  const chunk = (data: object): string =>
    event({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1_750_000_000,
      model: answeredBy,
      ...data,
    });
  const choice = (delta: object, finishReason: string | null): string =>
    chunk({ choices: [{ index: 0, delta, finish_reason: finishReason }] });
  return {
    contentType: "text/event-stream",
    start: choice({ role: "assistant", content: "" }, null),
    pieces: pieces.map((content) => choice({ content }, null)),
    end:
      choice({}, FINISH_REASONS[finish]) +
      (usage === undefined
        ? ""
        : chunk({
            choices: [],
            usage: {
              prompt_tokens: usage.input,
              prompt_tokens_details: {
                cached_tokens: usage.cached,
                cache_write_tokens: usage.cacheWritten,
              },
              completion_tokens: usage.output,
              completion_tokens_details: { reasoning_tokens: usage.reasoning },
              total_tokens: usage.input + usage.output,
            },
          })) +
      "data: [DONE]\n\n",
    ping: ": ping\n\n",
    badJson: "data: {broken\n\n",
    error: (error) => event(CHAT_ERRORS[error].body),
  };
};

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
