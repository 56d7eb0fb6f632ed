import { createHash } from "node:crypto";
import { type ModelRequest, withoutBreakPoints } from "../../domain/model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** Hex digits of a request's hash: enough to tell apart all requests of one key. */
const DIGITS = 16;
/** What may stand in a header as it is; another key is hashed. */
const PLAIN = /^[\w.:/-]{1,200}$/;

/**
 * The header that makes a second sending of a request harmless where the endpoint knows it. The request is part of it:
 * one key may stand for all calls of a job, and each of them is another request.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function keyHeaders(
  modelId: string,
  request: ModelRequest,
  key: string,
): Record<"Idempotency-Key", string> {
  const asked = canonicalJson([modelId, withoutBreakPoints(request)]);
  const name = PLAIN.test(key) ? key : hash(key);
  return { "Idempotency-Key": `${name}-${hash(asked).slice(0, DIGITS)}` };
}

const hash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
