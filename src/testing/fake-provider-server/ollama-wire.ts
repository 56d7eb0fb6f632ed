import type { Wire } from "./answer.ts";
import { OLLAMA_ERRORS } from "./provider-errors.ts";

/** Ollama's chat, as lines of JSON; it reports neither cached nor reasoning tokens. @see https://docs.ollama.com/api/chat */
export const ollamaWire: Wire = ({ pieces, finish, usage, answeredBy }) => {
  const part = (content: string, more: object): string =>
    line({
      model: answeredBy,
      created_at: "2026-01-01T00:00:00Z",
      message: { role: "assistant", content },
      ...more,
    });
  return {
    contentType: "application/x-ndjson",
    start: "",
    pieces: pieces.map((piece) => part(piece, { done: false })),
    end: part("", {
      done: true,
      done_reason: finish === "length" ? "length" : "stop",
      total_duration: 1_000_000,
      ...(usage === undefined ? {} : { prompt_eval_count: usage.input, eval_count: usage.output }),
    }),
    ping: "",
    badJson: "{broken\n",
    error: (error) => line(OLLAMA_ERRORS[error].body),
  };
};

const line = (data: object): string => `${JSON.stringify(data)}\n`;
