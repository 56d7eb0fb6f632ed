import { Fault, type FaultCode, isFault } from "../../domain/fault.ts";
import type { TokenUsage } from "../../domain/model.ts";
import { classifyFailure } from "./classify-failure.ts";
import type { HideSecrets } from "./hide-secrets.ts";
import { readFailure } from "./read-failure.ts";
import { readRetryAfter } from "./read-retry-after.ts";

/** The call that failed, and what had come of it. */
export interface FailedCall {
  /** `provider/model`. */
  readonly id: string;
  /** Environment variable that holds the key, for the help. */
  readonly keyVariable: string | undefined;
  readonly hideSecrets: HideSecrets;
  readonly partialText: string;
  readonly usage: TokenUsage | undefined;
}

const MEANINGS: Partial<Record<FaultCode, string>> = {
  "model/unauthorized": "the provider refused the key",
  "model/quota": "the account has no credit or quota left",
  "model/unknown": "the provider does not know the model",
  "model/rate-limited": "too many requests or tokens in a short time",
  "model/context-too-long": "the prompt does not fit into the context window",
  "model/bad-request": "the provider refused the request",
  "model/overloaded": "the provider is overloaded",
  "model/unavailable": "the provider cannot be reached, or the connection broke",
  "model/timeout": "the provider sent nothing for too long",
  "model/malformed-response": "the answer breaks the provider's own protocol",
};

const HELP: Partial<Record<FaultCode, string>> = {
  "model/quota": "Add credit to the account, or choose another model",
  "model/unknown": "Check the model's name",
  "model/context-too-long":
    "Shorten the specification and its context files, or choose a model with a larger context window",
  "model/unavailable": "Check the network and that the provider's server runs",
};

/**
 * Any error of a client → the fault it means. The error itself is not kept as the cause: clients put the request's
 * headers and body into it.
 */
export function toFault(error: unknown, call: FailedCall): Fault {
  const { partialText, usage } = call;
  const received = {
    partialText: call.hideSecrets(partialText),
    ...(usage === undefined ? {} : { usage }),
  };
  if (isFault(error)) {
    const { code, message, help, details } = error;
    return new Fault(code, message, { help, details: { ...details, ...received } });
  }
  const failure = readFailure(error);
  const { status } = failure;
  const code = classifyFailure(failure);
  const retryAfterMs = readRetryAfter(failure.headers);
  const said = [status, quote(call.hideSecrets(failure.message))].filter(Boolean).join(": ");
  const why = said === "" ? "" : ` (${said})`;
  return new Fault(code, `Cannot ask "${call.id}": ${MEANINGS[code]}${why}`, {
    help: code === "model/unauthorized" ? helpWithKey(call.keyVariable) : HELP[code],
    details: {
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...received,
    },
  });
}

const helpWithKey = (variable: string | undefined): string =>
  variable === undefined ? "Check the key" : `Check the key in ${variable}`;

/** One short line in quotes, safe to print; nothing for nothing. */
function quote(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line === "" ? "" : `"${line.length > 300 ? `${line.slice(0, 300)}…` : line}"`;
}
