import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import { type WaitLimits, waitAtMost } from "../../std/wait-at-most.ts";

/**
 * Calls the model and yields the parts of its answer; the limits hold for the wait before each one. However it ends,
 * the request is cancelled, so that the server sees the connection close.
 */
export async function* readParts(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  limits: WaitLimits,
): AsyncGenerator<LanguageModelV4StreamPart> {
  const call = new AbortController();
  const opening = (async () => model.doStream({ ...options, abortSignal: call.signal }))();
  let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  try {
    reader = (await waitAtMost(opening, limits)).stream.getReader();
    while (true) {
      const { done, value } = await waitAtMost(reader.read(), limits);
      if (done) return;
      yield value;
    }
  } finally {
    call.abort();
    // For models that do not heed their signal. What they say to that is of no interest.
    const closing =
      reader === undefined ? opening.then(({ stream }) => stream.cancel()) : reader.cancel();
    closing.catch(() => {});
  }
}
