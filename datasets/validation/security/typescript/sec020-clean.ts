import { timingSafeEqual } from "node:crypto";

export function allow(given: Buffer, expectedToken: Buffer, token: string | undefined, tokens: string[]): boolean {
  if (token === undefined || token === "" || typeof token === "number" || tokens.length === 2) return false;
  return timingSafeEqual(given, expectedToken);
}
export const isOpen = (token: { kind: string }, other: string) => token.kind === other;
