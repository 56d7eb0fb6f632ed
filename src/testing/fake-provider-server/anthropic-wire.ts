import type { Wire } from "./answer.ts";

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
          input_tokens: usage.input - usage.cached,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: usage.cached,
          output_tokens: 1,
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
        output_tokens: usage.output,
        output_tokens_details: { thinking_tokens: usage.reasoning },
      },
    }) +
    event({ type: "message_stop" }),
  ping: event({ type: "ping" }),
  badJson: "event: content_block_delta\ndata: {broken\n\n",
  error: event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
});

const event = (data: { readonly type: string; readonly [key: string]: unknown }): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
