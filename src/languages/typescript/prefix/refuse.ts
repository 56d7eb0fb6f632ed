import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";

export const refuse = (cause: string, reason: string, keep: number): PrefixRefusal => ({
  isRefused: true,
  cause,
  reason,
  keep,
});
