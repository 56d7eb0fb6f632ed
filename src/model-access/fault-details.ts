/** What a fault of a model tells besides its code. Details are JSON from anywhere, so they are looked at first. */

import { Fault } from "../domain/fault.ts";
import type { ReportedLimits } from "../domain/model.ts";
import { NO_USAGE, type TokenUsage } from "../domain/token-usage.ts";

/** How long the provider asks to wait, in ms; `undefined` where it does not say. */
export function retryAfterOf({ details }: Fault): number | undefined {
  const ms = details["retryAfterMs"];
  return typeof ms === "number" && ms >= 0 && Number.isFinite(ms) ? ms : undefined;
}

/** What the failed call used, where the provider told. */
export function usageOf({ details }: Fault): TokenUsage | undefined {
  const usage = details["usage"];
  return isUsage(usage) ? usage : undefined;
}

/** What the provider said is left, with its refusal. */
export function limitsOf({ details }: Fault): ReportedLimits | undefined {
  const limits = details["limits"];
  return isLimits(limits) ? limits : undefined;
}

/** Whether nothing has reached the provider. */
export const wasNotSent = ({ details }: Fault): boolean => details["notSent"] === true;

const isLimits = (value: unknown): value is ReportedLimits =>
  typeof value === "object" && value !== null && "requests" in value && "tokens" in value;

const isUsage = (value: unknown): value is TokenUsage =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(NO_USAGE).every((key) => {
    const count: unknown = (value as Record<string, unknown>)[key];
    return typeof count === "number" && Number.isFinite(count) && count >= 0;
  });

/** The same fault with other details or help; the first one is its cause. */
export const changeFault = (
  fault: Fault,
  details: Readonly<Record<string, unknown>>,
  help = fault.help,
): Fault =>
  new Fault(fault.code, fault.message, {
    help,
    details: { ...fault.details, ...details },
    cause: fault,
  });

/** The fault with all text that came, where it knows only of the text of its own call. */
export const withPartialText = (fault: Fault, text: string): Fault =>
  text === "" || fault.details["partialText"] === text
    ? fault
    : changeFault(fault, { partialText: text });
