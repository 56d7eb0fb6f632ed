import type { Wire } from "./answer.ts";
import { RESPONSES_ERRORS } from "./provider-errors.ts";

/** OpenAI's responses, as server-sent events. @see https://platform.openai.com/docs/api-reference/responses-streaming */
export const responsesWire: Wire = ({ pieces, finish, usage, answeredBy }) => {
  const response = {
    id: "resp_1",
    object: "response",
    created_at: 1_750_000_000,
    model: answeredBy,
  };
  const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
  const isWhole = finish !== "length";
  const kind = finish === "refusal" ? "response.refusal.delta" : "response.output_text.delta";
  return {
    contentType: "text/event-stream",
    start:
      event("response.created", { response: { ...response, status: "in_progress" } }) +
      event("response.in_progress", { response: { ...response, status: "in_progress" } }) +
      event("response.output_item.added", {
        output_index: 0,
        item: {
          id: "msg_1",
          type: "message",
          status: "in_progress",
          role: "assistant",
          content: [],
        },
      }),
    pieces: pieces.map((delta) => event(kind, { ...place, delta })),
    end:
      event("response.output_item.done", {
        output_index: 0,
        item: { id: "msg_1", type: "message", status: "completed", role: "assistant", content: [] },
      }) +
      event(isWhole ? "response.completed" : "response.incomplete", {
        response: {
          ...response,
          status: isWhole ? "completed" : "incomplete",
          incomplete_details: isWhole ? null : { reason: "max_output_tokens" },
          usage:
            usage === undefined
              ? null
              : {
                  input_tokens: usage.input,
                  input_tokens_details: {
                    cached_tokens: usage.cached,
                    cache_write_tokens: usage.cacheWritten,
                  },
                  output_tokens: usage.output,
                  output_tokens_details: { reasoning_tokens: usage.reasoning },
                  total_tokens: usage.input + usage.output,
                },
        },
      }),
    ping: "",
    badJson: "event: response.output_text.delta\ndata: {broken\n\n",
    error: (error) => event("error", { ...(RESPONSES_ERRORS[error].body.error as object) }),
  };
};

const event = (type: string, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ ...data, type, sequence_number: 1 })}\n\n`;
