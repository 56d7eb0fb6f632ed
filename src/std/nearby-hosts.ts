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

/** Whether an address is on this machine or at one of `hosts`, in whatever case they are written. */
export const isHereOrAt = (address: string, hosts: readonly string[]): boolean =>
  isLoopback(address) || hosts.some((host) => host.toLowerCase() === new URL(address).hostname);
