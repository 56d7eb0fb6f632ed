import type { Wire } from "./answer.ts";
import { ANTHROPIC_ERRORS } from "./provider-errors.ts";

const STOP_REASONS = { stop: "end_turn", length: "max_tokens", refusal: "refusal" } as const;

/** Anthropic's messages, as server-sent events. @see https://docs.anthropic.com/en/api/messages-streaming */
export const anthropicWire: Wire = ({ pieces, finish, usage, answeredBy }) => ({
  contentType: "text/event-stream",
  start:
    event({
      type: "message_start",
      message: {
        id: "msg_1",
        type: "message",
        role: "assistant",
        model: answeredBy,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          // The format knows no answer without them.
          input_tokens: usage === undefined ? 0 : usage.input - usage.cached - usage.cacheWritten,
          cache_creation_input_tokens: usage?.cacheWritten ?? 0,
          cache_read_input_tokens: usage?.cached ?? 0,
          output_tokens: usage === undefined ? 0 : 1,
        },
      },
    }) +
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }) +
    event({ type: "ping" }),
  pieces: pieces.map((text) =>
    event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
  ),
  end:
    event({ type: "content_block_stop", index: 0 }) +
    event({
      type: "message_delta",
      delta: { stop_reason: STOP_REASONS[finish], stop_sequence: null },
      usage: {
        output_tokens: usage?.output ?? 0,
        output_tokens_details: { thinking_tokens: usage?.reasoning ?? 0 },
      },
    }) +
    event({ type: "message_stop" }),
  ping: event({ type: "ping" }),
  badJson: "event: content_block_delta\ndata: {broken\n\n",
  error: (error) => event({ type: "error", ...ANTHROPIC_ERRORS[error].body }),
});

const event = (data: { readonly type: string; readonly [key: string]: unknown }): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
