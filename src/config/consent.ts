import { isFree, type ModelPrice } from "../domain/price.ts";
import type { Config } from "./load-config.ts";

/** `free`: nothing can be charged. `given`: the user said so beforehand. `needed`: the user has to be asked. */
export type Consent =
  | { readonly state: "free" | "needed" }
  | { readonly state: "given"; readonly by: string };

/**
 * Whether models may be asked. `prices` are those of all models that may be asked; one that is not known may be any.
 */
export function judgeConsent(
  prices: readonly (ModelPrice | undefined)[],
  { settings, sources }: Config,
): Consent {
  if (prices.every((price) => price !== undefined && isFree(price))) return { state: "free" };
  if (!settings.spend_without_asking) return { state: "needed" };
  const { source, from } = sources.spend_without_asking;
  return {
    state: "given",
    // It is kept in the audit log, which holds no path of this machine.
    by:
      source === "flag"
        ? "--yes"
        : `spend_without_asking from ${source === "user" ? "the user's configuration file" : from}`,
  };
}
