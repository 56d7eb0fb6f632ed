import type { FaultCode } from "../../domain/fault.ts";
import type { Failure } from "./read-failure.ts";

type ModelFault = Extract<FaultCode, `model/${string}`>;

const QUOTA =
  /insufficient_quota|billing_(?:error|hard_limit)|credit balance is too low|exceeded your current quota/;
const CONTEXT =
  /context_length_exceeded|context[ _](?:length|window|size)|prompt is too long|input is too long|maximum context|exceed[^.]*\btokens? limit|too many (?:input )?tokens/;

/** In the order in which they are tried; for errors that come in a stream, after a status of 200. */
const BY_TYPE: readonly (readonly [RegExp, ModelFault])[] = [
  [/rate_limit|too_many_requests/, "model/rate-limited"],
  [/authentication|permission|unauthorized|invalid_api_key/, "model/unauthorized"],
  [/not_found|model_not_found/, "model/unknown"],
  [/overload/, "model/overloaded"],
  [/server_error|api_error|timeout|unavailable/, "model/unavailable"],
  [/invalid_request|bad_request/, "model/bad-request"],
];

/** What a failure means, in the codes that the rest of the program branches on. */
export function classifyFailure({ status, types, message, network }: Failure): ModelFault {
  // The beginning is the provider's; what follows may quote the prompt.
  const words = [...types, message.slice(0, 300)].join(" ").toLowerCase();
  if (status === undefined) {
    if (network !== undefined) return network === "timeout" ? "model/timeout" : "model/unavailable";
    if (types.some((type) => QUOTA.test(type))) return "model/quota";
    if (types.some((type) => CONTEXT.test(type))) return "model/context-too-long";
    const named = BY_TYPE.find(([shape]) => types.some((type) => shape.test(type.toLowerCase())));
    return named?.[1] ?? "model/malformed-response";
  }
  if (status === 402 || (status < 500 && QUOTA.test(words))) return "model/quota";
  if (status === 401 || status === 403) return "model/unauthorized";
  if (status === 404) return "model/unknown";
  if (status === 408 || status === 429) return "model/rate-limited";
  if (status === 413 || (status < 500 && CONTEXT.test(words))) return "model/context-too-long";
  if (status < 500) return "model/bad-request";
  return status === 503 || status === 529 || /overload/.test(words)
    ? "model/overloaded"
    : "model/unavailable";
}
