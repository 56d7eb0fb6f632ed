import type { CallRecord } from "../../domain/call.ts";

/** USD that a call would have cost to ask: what was paid, or what a cache saved; `undefined` where no price is known. */
export const worthOf = ({ source, costUsd, savedUsd }: CallRecord): number | undefined =>
  source === "cache" || source === "joined" ? savedUsd : costUsd;
