import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import { type WaitLimits, waitAtMost } from "../../std/wait-at-most.ts";

export interface PartLimits {
  /** For the wait until the server's first sign of life. */
  readonly first: WaitLimits;
  /** For each wait after that. */
  readonly idle: WaitLimits;
}

/** The response has begun; names of headers in lower case. */
interface Opened {
  readonly type: "opened";
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Calls the model and yields the response's headers and the parts of its answer. However it ends, the request is
 * cancelled, so that the server sees the connection close.
 */
export async function* readParts(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  { first, idle }: PartLimits,
): AsyncGenerator<LanguageModelV4StreamPart | Opened> {
  const call = new AbortController();
  const opening = (async () => model.doStream({ ...options, abortSignal: call.signal }))();
  // One clock for all of it: some clients open the stream with the headers, some with the first event.
  const isAlive = Promise.withResolvers<void>();
  const late = waitAtMost(isAlive.promise, first);
  late.catch(() => {});
  let limits: WaitLimits | undefined;
  const wait = <T>(work: PromiseLike<T>): Promise<T> =>
    limits === undefined ? Promise.race([late.then(() => work), work]) : waitAtMost(work, limits);
  let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  try {
    const { stream, response } = await wait(opening);
    reader = stream.getReader();
    yield { type: "opened", headers: toLowerCase(response?.headers ?? {}) };
    while (true) {
      const { done, value } = await wait(reader.read());
      if (done) return;
      // The client itself says that it starts; nothing else comes but from the server.
      if (value.type !== "stream-start" && limits === undefined) {
        isAlive.resolve();
        limits = idle;
      }
      yield value;
    }
  } finally {
    isAlive.resolve();
    call.abort();
    // For models that do not heed their signal. What they say to that is of no interest.
    const closing =
      reader === undefined ? opening.then(({ stream }) => stream.cancel()) : reader.cancel();
    closing.catch(() => {});
  }
}

const toLowerCase = (headers: Readonly<Record<string, string>>): Opened["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
