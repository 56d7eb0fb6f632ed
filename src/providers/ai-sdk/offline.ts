import { Fault } from "../../domain/fault.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { isHereOrAt } from "../../std/nearby-hosts.ts";

/** Whether settings keep us from an address: offline, only this machine and the hosts that the user named are left. */
export const isOutOfReach = (
  address: string,
  { isOffline, offlineHosts }: Pick<ProviderSettings, "isOffline" | "offlineHosts">,
): boolean => isOffline && !isHereOrAt(address, offlineHosts);

/** @throws {Fault} `config/invalid` when settings keep us from `address`. */
export function refuseWhenOffline(id: string, address: string, settings: ProviderSettings): void {
  if (!isOutOfReach(address, settings)) return;
  throw new Fault(
    "config/invalid",
    `Cannot open "${id}": \`offline\` is set, and it is not on this machine`,
    {
      help: "Unset `offline`, choose a model on this machine, or add its host to offline_hosts in your own configuration file",
    },
  );
}

/**
 * `fetch` that stays with the address it was given: a redirect could carry key and prompt elsewhere. It takes no web
 * page for an answer: that is what proxies and portals send, with a status of 200.
 */
export const fetchHere: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: "error" });
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !/^text\/html\b/i.test(type)) return response;
  await response.body?.cancel();
  throw new Error("a web page came instead of an answer");
};
