import { Fault } from "../../domain/fault.ts";

/** The fault of a call that would have to wait for longer than anybody does. */
export const heldTooLong = (retryAfterMs: number): Fault =>
  new Fault(
    "model/rate-limited",
    `Cannot ask the provider: it wants no calls for another ${Math.ceil(retryAfterMs / 1000)} s`,
    {
      help: "Wait so long, or name another model in fallback_models",
      details: { retryAfterMs, notSent: true },
    },
  );
