import { Fault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { textAfter } from "../continuation/text-after.ts";

export interface WithTotalTimeoutOptions {
  /** Longest time of one call, from sending to its end. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Cancels a call that takes too long in all, however busy its stream is.
 *
 * @throws {Fault} `model/timeout` with `details.partialText`
 * @throws `signal.reason` when aborted from outside.
 */
export const withTotalTimeout = (
  model: LanguageModel,
  options: WithTotalTimeoutOptions,
): LanguageModel =>
  wrapModel(model, (request, call = {}) => streamInTime(model, request, call, options));

async function* streamInTime(
  model: LanguageModel,
  request: ModelRequest,
  call: CallOptions,
  { timeoutMs, clock }: WithTotalTimeoutOptions,
): AsyncGenerator<ModelEvent> {
  const outer = call.signal;
  outer?.throwIfAborted();
  const inner = new AbortController();
  const timer = new AbortController();
  const abort = (): void => inner.abort(outer?.reason);
  const expire = (): void => inner.abort(TOO_LATE);
  let text = "";
  outer?.addEventListener("abort", abort, { once: true });
  clock.sleep(timeoutMs, timer.signal).then(expire, () => undefined);
  try {
    for await (const event of model.stream(request, { ...call, signal: inner.signal })) {
      text = textAfter(text, event);
      yield event;
    }
  } catch (error) {
    throw inner.signal.reason === TOO_LATE ? tooLate(model.id, timeoutMs, text) : error;
  } finally {
    outer?.removeEventListener("abort", abort);
    timer.abort();
  }
}

/** Never leaves this file. */
const TOO_LATE = new Error("The call takes too long");

const tooLate = (id: string, timeoutMs: number, partialText: string): Fault =>
  new Fault(
    "model/timeout",
    `Cannot wait longer for "${id}": its answer took more than ${Math.ceil(timeoutMs / 1000)} s`,
    {
      help: "Raise total_timeout_ms, or lower max_output_tokens",
      details: { ms: timeoutMs, partialText },
    },
  );
