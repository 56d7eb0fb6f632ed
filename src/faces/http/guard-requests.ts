/** Who may speak to a server on this machine: the browser that was given its address, and no page but its own. */

import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";

export interface GuardOptions {
  /** Part of the address that the user is told. */
  readonly token: string;
  /** Where it listens. */
  readonly port: number;
}

/** Scripts and styles of its own alone; nothing else is loaded, framed, sent or run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/**
 * Refuses names that were bent to this machine, pages of others, and whoever does not know the token. The page's own
 * address brings it as `?token=`; from then on a cookie does.
 */
export function guardRequests({ token, port }: GuardOptions): MiddlewareHandler {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies know no ports: two servers on one machine must not overwrite each other's.
  const cookie = `specwright-${port}`;
  return async (context, next) => {
    const { req } = context;
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    const host = req.header("host");
    if (host === undefined || !hosts.has(host)) return context.text("Not for this host\n", 403);
    const origin = req.header("origin");
    const isForeign = origin !== undefined && origin !== `http://${host}`;
    // Browsers name the origin of all that changes something.
    const isUnnamed = origin === undefined && req.method !== "GET" && req.method !== "HEAD";
    if (isForeign || isUnnamed) return context.text("Not for pages of others\n", 403);
    const isDoor = req.path === "/" && isSame(req.query("token"), token);
    if (!isDoor && !isSame(getCookie(context, cookie), token))
      return context.text("Open the address that specwright printed\n", 401);
    if (isDoor)
      setCookie(context, cookie, token, { httpOnly: true, sameSite: "Strict", path: "/" });
    return next();
  };
}

/** In a time that does not tell how much of it is right. */
function isSame(given: string | undefined, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(wanted));
}
