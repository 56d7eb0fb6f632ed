import { Fault, type FaultCode, isFault } from "../../domain/fault.ts";
import type { ReportedLimits } from "../../domain/model.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { HideSecrets } from "../../std/hide-secrets.ts";
import { classifyFailure } from "./classify-failure.ts";
import { readFailure } from "./read-failure.ts";
import { readLimits } from "./read-limits.ts";
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
  /** What the response's headers said. @default read from the error */
  readonly limits?: ReportedLimits | undefined;
  /** Whether a stream had begun: what failed then was sent, and may cost. @default false */
  readonly isAnswering?: boolean | undefined;
}

const MEANINGS: Partial<Record<FaultCode, string>> = {
  "model/unauthorized": "the provider refused the key",
  "model/quota": "the account has no credit or quota left",
  "model/unknown": "the provider does not know the model",
  "model/rate-limited": "too many requests or tokens in a short time",
  "model/context-too-long": "the prompt does not fit into the context window",
  "model/bad-request": "the provider refused the request",
  "model/refused": "the provider refused the request for its content",
  "model/overloaded": "the provider is overloaded",
  "model/unavailable": "the provider cannot be reached, or the connection broke",
  "model/timeout": "the provider sent nothing for too long",
  "model/malformed-response": "the answer breaks the provider's own protocol",
  "model/truncated": "the answer broke off before its end",
};

const HELP: Partial<Record<FaultCode, string>> = {
  "model/quota": "Add credit to the account, or choose another model",
  "model/unknown": "Check the model's name",
  "model/context-too-long":
    "Shorten the specification and its context files, or choose a model with a larger context window",
  "model/refused": "Say it in other words, or choose another model",
  "model/unavailable": "Check the network and that the provider's server runs",
};

/**
 * Any error of a client → the fault it means. Its details are `partialText`, and where they are known `usage`,
 * `status` (HTTP), `retryAfterMs`, `limits`, and `notSent: true` where no connection was made. The error
 * itself is not kept as the cause: clients put the request's headers and body into it.
 */
export function toFault(error: unknown, call: FailedCall): Fault {
  const { partialText, usage, isAnswering = false } = call;
  const received = {
    partialText: call.hideSecrets(partialText),
    ...(usage === undefined ? {} : { usage }),
    ...(call.limits === undefined ? {} : { limits: call.limits }),
  };
  if (isFault(error)) {
    const { code, message, help, details } = error;
    return new Fault(code, message, { help, details: { ...details, ...received } });
  }
  const failure = readFailure(error);
  const { status, headers, isNotSent } = failure;
  const limits = readLimits(headers);
  const code = classifyFailure(failure);
  const retryAfterMs = readRetryAfter(headers);
  const said = [status, quote(call.hideSecrets(failure.message))].filter(Boolean).join(": ");
  const why = said === "" ? "" : ` (${said})`;
  return new Fault(code, `Cannot ask "${call.id}": ${MEANINGS[code]}${why}`, {
    help: code === "model/unauthorized" ? helpWithKey(call.keyVariable) : HELP[code],
    details: {
      // Clients make up a status for errors in a stream: it would say that nothing was answered.
      ...(status === undefined || isAnswering ? {} : { status }),
      ...(isNotSent && !isAnswering ? { notSent: true } : {}),
      ...(limits === undefined ? {} : { limits }),
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
