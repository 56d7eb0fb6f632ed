import type { Attempt } from "../../domain/attempt.ts";
import type { RunLimits } from "../../domain/run.ts";

/** The limit that forbids another attempt, if one does. `elapsedMs` counts from this process's start of the run. */
export function findExceededLimit(
  attempts: readonly Attempt[],
  limits: Pick<RunLimits, "totalTokens" | "timeMs">,
  elapsedMs: number,
): "tokens" | "time" | undefined {
  const { totalTokens, timeMs } = limits;
  if (totalTokens !== undefined && countTokens(attempts) >= totalTokens) return "tokens";
  if (timeMs !== undefined && elapsedMs >= timeMs) return "time";
  return undefined;
}

const countTokens = (attempts: readonly Attempt[]): number =>
  attempts.reduce((sum, { response }) => sum + response.usage.input + response.usage.output, 0);
