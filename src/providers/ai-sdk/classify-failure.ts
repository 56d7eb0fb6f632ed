import type { FaultCode } from "../../domain/fault.ts";
import type { Failure } from "./read-failure.ts";

type ModelFault = Extract<FaultCode, `model/${string}`>;

const REFUSED =
  /content[_ ](?:policy|filter)|content (?:filtering|management) policy|moderation_blocked|responsibleaipolicyviolation|invalid_prompt|violat\w+ (?:our|the) (?:usage|content) polic/;
const QUOTA =
  /insufficient_quota|billing_(?:error|hard_limit)|credit balance is too low|exceeded your current quota/;
const CONTEXT =
  /context_length_exceeded|context[ _](?:length|window|size|limit)|prompt is too long|input is too long|maximum context|exceed[^.]*\btokens? limit|too many (?:input )?tokens/;

/** What a client says of a stream that just stops. */
const ENDLESS = /response stream ended without a finish reason/;

/** In the order in which they are tried; for errors that come in a stream, after a status of 200. */
const BY_TYPE: readonly (readonly [RegExp, ModelFault])[] = [
  [/stream_truncated/, "model/truncated"],
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
  const named = types.join(" ").toLowerCase();
  // Clients make up a status for errors that come in a stream; what the provider calls them counts more.
  if (REFUSED.test(named)) return "model/refused";
  if (status === undefined) {
    if (network !== undefined) return network === "timeout" ? "model/timeout" : "model/unavailable";
    if (QUOTA.test(named)) return "model/quota";
    if (CONTEXT.test(named)) return "model/context-too-long";
    if (ENDLESS.test(words)) return "model/truncated";
    return BY_TYPE.find(([shape]) => shape.test(named))?.[1] ?? "model/malformed-response";
  }
  if (status === 402 || (status < 500 && QUOTA.test(words))) return "model/quota";
  if (status < 500 && REFUSED.test(words)) return "model/refused";
  if (status === 401 || status === 403) return "model/unauthorized";
  if (status === 404) return "model/unknown";
  if (status === 408) return "model/timeout";
  if (status === 429) return "model/rate-limited";
  if (status === 413 || (status < 500 && CONTEXT.test(words))) return "model/context-too-long";
  if (status < 500) return "model/bad-request";
  return status === 503 || status === 529 || /overload|server busy/.test(words)
    ? "model/overloaded"
    : "model/unavailable";
}
