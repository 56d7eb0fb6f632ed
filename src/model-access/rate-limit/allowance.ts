import type { ReportedLimit } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";

/** What a provider has said is left, until when. */
export interface Allowance {
  report(limit: ReportedLimit): void;
  take(amount: number): void;
  /** For how many ms nothing may go. */
  heldMs(): number;
}

const MINUTE_MS = 60_000;
/** Where a provider says that nothing is left, and neither until when nor how much there is. */
const UNTOLD_MS = 1000;

/** Everything is allowed until the first report; then what it says is left, until that is full again. */
export function createAllowance(clock: Clock): Allowance {
  let left = Number.POSITIVE_INFINITY;
  let fullAt = 0;
  return {
    report({ limit, remaining, resetsInMs }) {
      left = remaining;
      fullAt = clock.elapsed() + (resetsInMs ?? timeForOne(limit));
    },
    take(amount) {
      left -= amount;
    },
    heldMs() {
      return left > 0 ? 0 : Math.max(0, fullAt - clock.elapsed());
    },
  };
}

const timeForOne = (limit: number | undefined): number =>
  limit === undefined || limit <= 0 ? UNTOLD_MS : MINUTE_MS / limit;
