import { type ModelRequest, withoutBreakPoints } from "../../domain/model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** Hex digits of a key: with the nonce before it, it fits into the 64 characters of a name on the wire. */
const LENGTH = 40;

/** What a request is known by, in every batch and after a restart: equal requests to a model have equal keys. */
export function requestKey(
  request: ModelRequest,
  modelId: string,
  sha256: (text: string) => string,
): string {
  const asked = { v: 1, model: modelId, ...withoutBreakPoints(request) };
  return sha256(canonicalJson(asked)).slice(0, LENGTH);
}

/** What else of a request goes over the wire with its texts, in bytes; rather too much. */
const OVERHEAD_BYTES = 2000;

/** Size of a request on the wire, in bytes; rather too much. */
export const requestBytes = (request: ModelRequest): number =>
  new TextEncoder().encode(JSON.stringify([request.messages, request.responseSchema ?? null]))
    .length + OVERHEAD_BYTES;
