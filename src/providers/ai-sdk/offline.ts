import { Fault } from "../../domain/fault.ts";
import type { ProviderSettings } from "../../ports/provider.ts";

/** Whether an address is on this machine. @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}

/** Whether settings keep us from an address. */
export const isOutOfReach = (address: string, { isOffline }: ProviderSettings): boolean =>
  isOffline && !isLoopback(address);

/** @throws {Fault} `config/invalid` when settings keep us from `address`. */
export function refuseWhenOffline(id: string, address: string, settings: ProviderSettings): void {
  if (!isOutOfReach(address, settings)) return;
  throw new Fault(
    "config/invalid",
    `Cannot open "${id}": \`offline\` is set, and it is not on this machine`,
    {
      help: "Unset `offline`, or choose a model on this machine",
    },
  );
}

/** `fetch` that stays with the address it was given: a redirect could carry key and prompt elsewhere. */
export const fetchHere: typeof fetch = (input, init) =>
  fetch(input, { ...init, redirect: "error" });
