import { Fault, type FaultCode, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import type { CircuitBreaker, CircuitOutcome, CircuitPass } from "./create-circuit-breaker.ts";

export interface WithCircuitBreakerOptions {
  /** One for each provider, shared by all who call it. */
  readonly breaker: CircuitBreaker;
}

/** What says that the provider is in trouble, and not the request, the key or the account. */
const TROUBLES: ReadonlySet<FaultCode> = new Set([
  "model/overloaded",
  "model/unavailable",
  "model/timeout",
  "model/malformed-response",
  "model/truncated",
]);

/**
 * Does not call a provider that failed several times in a row, until a single call has shown that it is back: by its
 * first text, so that the others need not wait for its end.
 *
 * @throws {Fault} `model/circuit-open` with `details.retryAfterMs`, before anything is sent.
 */
export const withCircuitBreaker = (
  model: LanguageModel,
  { breaker }: WithCircuitBreakerOptions,
): LanguageModel =>
  wrapModel(model, (request, call) => streamThrough(model, breaker, request, call));

async function* streamThrough(
  model: LanguageModel,
  breaker: CircuitBreaker,
  request: ModelRequest,
  call: CallOptions | undefined,
): AsyncGenerator<ModelEvent> {
  call?.signal?.throwIfAborted();
  let pass = enter(model, breaker);
  try {
    for await (const event of model.stream(request, call)) {
      if (event.type === "response-end") await pass.end("well");
      else if (pass.isProbe && isSignOfLife(event)) {
        await pass.end("well");
        // From here on it counts like any other.
        const next = breaker.enter();
        if ("end" in next) pass = next;
      }
      yield event;
    }
  } catch (error) {
    await pass.end(call?.signal?.aborted === true ? "neither" : outcomeOf(error, pass));
    throw error;
  } finally {
    await pass.end("neither");
  }
}

function enter(model: LanguageModel, breaker: CircuitBreaker): CircuitPass {
  const pass = breaker.enter();
  if ("end" in pass) return pass;
  throw circuitOpen(model.id, pass.retryAfterMs);
}

const isSignOfLife = ({ type }: ModelEvent): boolean =>
  type === "text-delta" || type === "limits-report";

/** A provider that refuses a request answers: for a probe that is well, else it neither helps nor harms. */
function outcomeOf(error: unknown, { isProbe }: CircuitPass): CircuitOutcome {
  if (!isFault(error)) return "neither";
  if (TROUBLES.has(error.code)) return "badly";
  return isProbe && error.code.startsWith("model/") ? "well" : "neither";
}

const circuitOpen = (id: string, retryAfterMs: number): Fault =>
  new Fault(
    "model/circuit-open",
    `Cannot ask "${id}": its provider failed so often that it is left alone for ${Math.ceil(retryAfterMs / 1000)} s`,
    {
      help: "Wait, or name another model in fallback_models; circuit_failures and circuit_open_ms say when and how long",
      details: { retryAfterMs, notSent: true },
    },
  );
