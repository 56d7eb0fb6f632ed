import { Fault, type FaultOptions } from "./fault.ts";

/** A stream that just stops looks like a short answer; it must not pass for one. */
export const brokenOff = (modelId: string, details?: FaultOptions["details"]): Fault =>
  new Fault(
    "model/truncated",
    `Cannot use the answer of "${modelId}": it broke off before its end`,
    { details },
  );
