import { FAULTS, type Fault, type FaultCode } from "./fault.ts";

/**
 * Whose a fault is. `job`: this job's alone, it ends with it. `passing`: the world's, tried again. `machine`: every
 * job would end so here, none is burned for it.
 */
export type FaultOwner = "job" | "passing" | "machine";

/** Of models: the settings or the account are wrong, whatever is asked. */
const MACHINE_CODES: ReadonlySet<FaultCode> = new Set([
  "model/unknown",
  "model/missing",
  "model/corrupt",
  "model/no-key",
  "model/unauthorized",
  "model/quota",
  "budget/no-price",
  "budget/no-consent",
]);

const JOB_AREAS: ReadonlySet<string> = new Set(["model", "budget", "specification", "source"]);

/** @see FaultOwner */
export function sortFault({ code, isRetryable }: Fault): FaultOwner {
  if (MACHINE_CODES.has(code)) return "machine";
  const area = code.slice(0, code.indexOf("/"));
  if (!JOB_AREAS.has(area)) return "machine";
  return isRetryable ? "passing" : "job";
}

/** Whether a fault of that code is the world's, and may be over later. */
export const isPassing = (code: FaultCode): boolean => FAULTS[code].isRetryable;
