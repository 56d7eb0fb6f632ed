import type { Clock } from "../../ports/clock.ts";

/** At most one sleep, for whoever has to look again later. */
export interface Alarm {
  /** Calls back in `ms`, instead of what was set before. */
  set(ms: number): void;
  cancel(): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let sleep: { readonly dueAt: number; readonly controller: AbortController } | undefined;

  const cancel = (): void => {
    sleep?.controller.abort();
    sleep = undefined;
  };

  return {
    cancel,
    set(ms) {
      const dueAt = clock.elapsed() + ms;
      if (sleep?.dueAt === dueAt) return;
      cancel();
      const mine = { dueAt, controller: new AbortController() };
      sleep = mine;
      const wake = (): void => {
        if (sleep !== mine) return;
        sleep = undefined;
        ring();
      };
      clock.sleep(ms, mine.controller.signal).then(wake, () => undefined);
    },
  };
}
