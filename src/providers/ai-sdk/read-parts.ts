import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import { createPatience } from "../../std/patience.ts";
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

/** How long the end of a whole answer's connection is waited for, in the background, before it is cut. */
const CLOSE_LIMIT_MS = 1_000;

/**
 * Calls the model and yields the response's headers and the parts of its answer. However it ends, the request is
 * cancelled, so that the server sees the connection close; after a whole answer the connection is kept for the next.
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
  const patience = createPatience(idle);
  let hasSpoken = false;
  let isWhole = false;
  const wait = <T>(work: PromiseLike<T>): Promise<T> =>
    hasSpoken ? patience.wait(work) : Promise.race([late.then(() => work), work]);
  let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  try {
    const { stream, response } = await wait(opening);
    reader = stream.getReader();
    yield { type: "opened", headers: toLowerCase(response?.headers ?? {}) };
    while (true) {
      const { done, value } = await wait(reader.read());
      if (done) return;
      // The client itself says that it starts; nothing else comes but from the server.
      if (value.type !== "stream-start" && !hasSpoken) {
        isAlive.resolve();
        hasSpoken = true;
      }
      isWhole ||= value.type === "finish";
      yield value;
    }
  } finally {
    isAlive.resolve();
    patience.end();
    const cancel = (): void => {
      call.abort();
      // For models that do not heed their signal. What they say to that is of no interest.
      const closing =
        reader === undefined ? opening.then(({ stream }) => stream.cancel()) : reader.cancel();
      closing.catch(() => {});
    };
    if (reader === undefined || !isWhole) cancel();
    else readToEnd(reader).catch(cancel);
  }
}

/** Nobody waits for it: what comes after a whole answer is the end of its connection, which can then be used again. */
const readToEnd = (reader: ReadableStreamDefaultReader<unknown>): Promise<void> =>
  waitAtMost(
    (async () => {
      while (!(await reader.read()).done);
    })(),
    { timeoutMs: CLOSE_LIMIT_MS, signal: undefined, onTimeout: () => new Error("still open") },
  );

const toLowerCase = (headers: Readonly<Record<string, string>>): Opened["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
