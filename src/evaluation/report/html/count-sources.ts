import type { CallSource } from "../../../domain/call.ts";
import { toNanoUsd, toUsd } from "../../../domain/price.ts";
import type { RunEvent } from "../../../domain/run.ts";
import type { SourceCount } from "./report.ts";

interface Counts {
  readonly solver: string;
  readonly source: CallSource;
  calls: number;
  input: number;
  cached: number;
  nanoUsd: number;
  savedNanoUsd: number;
}

/** Counts calls by who served them: the provider, its batch interface, our own cache, a call in flight. */
export function countSources(): {
  add(solver: string, events: readonly RunEvent[]): void;
  total(): readonly SourceCount[];
} {
  const counts = new Map<string, Counts>();
  return {
    add(solver, events) {
      for (const event of events) {
        if (event.type !== "call-end") continue;
        const { source, usage, costUsd, savedUsd } = event.call;
        const key = `${solver}\0${source}`;
        const each = counts.get(key) ?? {
          ...{ solver, source },
          ...{ calls: 0, input: 0, cached: 0, nanoUsd: 0, savedNanoUsd: 0 },
        };
        counts.set(key, each);
        each.calls += 1;
        each.input += usage?.input ?? 0;
        each.cached += usage?.cached ?? 0;
        each.nanoUsd += toNanoUsd(costUsd ?? 0);
        each.savedNanoUsd += toNanoUsd(savedUsd);
      }
    },
    total: () =>
      [...counts.values()].map(({ nanoUsd, savedNanoUsd, ...rest }) => ({
        ...rest,
        costUsd: toUsd(nanoUsd),
        savedUsd: toUsd(savedNanoUsd),
      })),
  };
}
