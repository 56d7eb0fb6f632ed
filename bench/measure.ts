import { loadavg } from "node:os";

export interface Measurement {
  readonly name: string;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
  /** What to stay under, in ms; `undefined` where nobody set one. */
  readonly target: number | undefined;
  /** Put behind the figures, e.g. what was processed. @default "" */
  readonly note?: string;
}

/** Runs `work` `rounds` times, after `warmUps` that do not count. */
export async function measure(
  name: string,
  work: () => Promise<unknown> | unknown,
  options: {
    readonly rounds: number;
    readonly warmUps?: number;
    readonly target?: number;
    readonly note?: string;
  },
): Promise<Measurement> {
  for (let i = 0; i < (options.warmUps ?? 1); i += 1) await work();
  const times: number[] = [];
  for (let i = 0; i < options.rounds; i += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return {
    name,
    times: times.sort((a, b) => a - b),
    target: options.target,
    note: options.note ?? "",
  };
}

/** One line: minimum, median, target, and the machine's load. */
export function renderMeasurement({ name, times, target, note = "" }: Measurement): string {
  const show = (ms: number): string =>
    (Math.abs(ms) < 0.1 ? ms.toFixed(4) : ms < 10 ? ms.toFixed(2) : ms.toFixed(0)).padStart(7);
  const middle = median(times);
  const wanted =
    target === undefined
      ? "no target"
      : `target < ${target} ms: ${middle < target ? "met" : "MISSED"}`;
  const load = (loadavg()[0] ?? 0).toFixed(2);
  return `${name.padEnd(42)} min ${show(times[0] ?? Number.NaN)} ms  median ${show(middle)} ms  ${wanted}  (n=${times.length}, load ${load}) ${note}`.trimEnd();
}

/** The upper one, where there are two. */
export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
