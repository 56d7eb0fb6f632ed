import type { Clock } from "../../ports/clock.ts";

/** The end of the time that a run may take. */
export interface Deadline extends Disposable {
  /** Aborted when the time is over, and when the run is. */
  readonly signal: AbortSignal | undefined;
  /** Whether `error` is what the end of the time comes out as. */
  isReason(error: unknown): boolean;
}

export interface DeadlineOptions {
  readonly clock: Clock;
  /** From now. @default never */
  readonly timeMs: number | undefined;
  /** Of the run. */
  readonly signal: AbortSignal | undefined;
}

export function openDeadline({ clock, timeMs, signal }: DeadlineOptions): Deadline {
  if (timeMs === undefined) return { signal, isReason: () => false, [Symbol.dispose]() {} };
  const reason = new Error("The time that the run may take is over");
  const over = new AbortController();
  const timer = new AbortController();
  const abort = (): void => over.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  clock.sleep(timeMs, timer.signal).then(
    () => over.abort(reason),
    () => undefined,
  );
  return {
    signal: over.signal,
    isReason: (error) => error === reason,
    [Symbol.dispose]() {
      signal?.removeEventListener("abort", abort);
      timer.abort();
    },
  };
}
