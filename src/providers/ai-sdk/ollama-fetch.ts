import { fetchHere } from "./offline.ts";

/**
 * `fetch` for one call of Ollama's client, which by itself cannot be cancelled, prints to the console, loses status
 * and headers of errors, and skips lines that are not JSON.
 */
export const ollamaFetch =
  (signal: AbortSignal | undefined): typeof fetch =>
  async (input, init) => {
    const response = await fetchHere(input, {
      ...init,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw await readError(response);
    return new Response(response.body?.pipeThrough(checkLines()), response);
  };

/** In the shape of the AI SDK's errors. */
const readError = async (response: Response): Promise<Error> =>
  Object.assign(new Error(response.statusText), {
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
    responseBody: await response.text(),
  });

/**
 * Passes whole lines of JSON on; ends the stream with an error at a line that is none, or that tells of one, and where
 * the last line is not the answer's.
 */
function checkLines(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const encoder = new TextEncoder();
  let rest = "";
  let isDone = false;
  const check = (line: string): string => {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && "error" in value) {
      throw Object.assign(new Error(String(value.error)), { statusCode: 500 });
    }
    isDone ||=
      typeof value === "object" && value !== null && "done" in value && value.done === true;
    return `${line}\n`;
  };
  return new TransformStream({
    transform(bytes, controller) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line.trim() !== "") controller.enqueue(encoder.encode(check(line)));
      }
    },
    flush(controller) {
      if (isWhole(rest)) controller.enqueue(encoder.encode(check(rest)));
      if (!isDone) throw Object.assign(new Error("no end came"), { type: "stream_truncated" });
    },
  });
}

const isWhole = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};
