import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { ExceededLimit } from "../../domain/run.ts";

/** Why nothing was accepted: the limit, else the codes of the best attempt's errors, each once, else its phase. */
export function describeReason({
  best,
  limit,
}: {
  readonly best: Attempt | undefined;
  readonly limit: ExceededLimit | undefined;
}): string {
  if (limit !== undefined) return `limit on ${limit}`;
  if (best === undefined) return "nothing was attempted";
  const { verdict } = best;
  const codes = verdict.diagnostics.filter(isError).map(({ code, tool }) => code ?? tool);
  if (codes.length > 0) return [...new Set(codes)].sort().join(", ");
  return verdict.status === "inconclusive" ? verdict.reason : `phase ${verdict.phase}`;
}
