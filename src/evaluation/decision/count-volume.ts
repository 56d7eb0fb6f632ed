import type { RunEvent } from "../../domain/run.ts";
import type { MeasuredVolume } from "./decision.ts";
import { DAYS_A_MONTH } from "./economics.ts";

const DAY_MS = 86_400_000;
/** A run's id begins with the time at which it began, in UTC. */
const DATED = /^(\d{4})(\d{2})(\d{2})-\d{6}-/;

export interface VolumeCounts {
  add(runId: string, events: readonly RunEvent[]): void;
  /** `undefined` without a run that tells its day. */
  total(now: number): MeasuredVolume | undefined;
}

/** How much is generated, by journals that come one by one; none of them is kept. */
export function countVolume(): VolumeCounts {
  let runs = 0;
  let first: string | undefined;
  let accepted = 0;
  return {
    add(runId, events) {
      const [, year, month, day] = DATED.exec(runId) ?? [];
      if (day === undefined) return;
      const date = `${year}-${month}-${day}`;
      if (Number.isNaN(Date.parse(date))) return;
      if (first === undefined || date < first) first = date;
      runs += 1;
      const end = events.findLast((event) => event.type === "run-end");
      if (end?.status === "accepted") accepted += 1;
    },
    total(now) {
      if (first === undefined) return undefined;
      // Clocks are put back: there is never less than the day itself.
      const days = Math.max(1, Math.floor((now - Date.parse(first)) / DAY_MS) + 1);
      return {
        runs,
        accepted,
        from: first,
        days,
        runsPerDay: runs / days,
        acceptedPerMonth: (accepted / days) * DAYS_A_MONTH,
      };
    },
  };
}
