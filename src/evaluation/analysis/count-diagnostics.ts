import type { SampleResult, SeenDiagnostic } from "../../domain/evaluation.ts";
import type { DiagnosticCount } from "./analysis.ts";
import { PREVENTIONS } from "./preventions.ts";
import { toRate } from "./rate.ts";

export interface DiagnosticCounts {
  add(result: SampleResult): void;
  /** Most frequent first. @param samplesByTask how many samples each task has */
  total(samplesByTask: ReadonlyMap<string, number>): readonly DiagnosticCount[];
  /** Tasks in which a kind was seen, in the order in which they came. */
  tasksOf(kind: Pick<DiagnosticCount, "phase" | "code">): readonly string[];
}

interface Seen {
  readonly first: SeenDiagnostic;
  readonly example: DiagnosticCount["example"];
  count: number;
  /** Samples with it, by task. */
  readonly tasks: Map<string, number>;
}

/** Counts diagnostics by phase and code, with the first of each kind as its example. */
export function countDiagnostics(): DiagnosticCounts {
  const kinds = new Map<string, Seen>();
  return {
    add(result) {
      const { index, task, diagnostics } = result;
      for (const [key, some] of Map.groupBy(diagnostics, keyOf)) {
        const [first] = some;
        if (first === undefined) continue;
        const seen = kinds.get(key) ?? {
          first,
          example: { index, task, message: first.message },
          count: 0,
          tasks: new Map(),
        };
        kinds.set(key, seen);
        seen.count += some.length;
        seen.tasks.set(task, (seen.tasks.get(task) ?? 0) + 1);
      }
    },
    total: (samplesByTask) =>
      [...kinds.values()]
        .map(({ first, example, count, tasks }) => ({
          phase: first.phase,
          code: first.code,
          count,
          samples: toRate(
            [...samplesByTask].map(([task, trials]) => ({
              successes: tasks.get(task) ?? 0,
              trials,
            })),
          ),
          example,
          prevention: PREVENTIONS[first.phase],
        }))
        .sort((one, other) => other.samples.count - one.samples.count || other.count - one.count),
    tasksOf: (kind) => [...(kinds.get(keyOf(kind))?.tasks.keys() ?? [])],
  };
}

const keyOf = ({ phase, code }: Pick<SeenDiagnostic, "phase" | "code">): string =>
  `${phase}\0${code ?? ""}`;
