/** What judging took, while an answer is read. */

import type { Spread } from "../../domain/decoding.ts";
import type { Clock } from "../../ports/clock.ts";
import { spreadOf } from "../../std/spread-of.ts";

export interface JudgingTimes {
  measure<T>(kind: "piece" | "statement", work: () => Promise<T>): Promise<T>;
  readonly perPiece: Spread;
  readonly perStatement: Spread;
  readonly totalMs: number;
}

export function measureJudging(clock: Clock): JudgingTimes {
  const times = { piece: [] as number[], statement: [] as number[] };
  return {
    async measure(kind, work) {
      const startedAt = clock.elapsed();
      try {
        return await work();
      } finally {
        times[kind].push(clock.elapsed() - startedAt);
      }
    },
    get perPiece() {
      return spreadOf(times.piece);
    },
    get perStatement() {
      return spreadOf(times.statement);
    },
    get totalMs() {
      return [...times.piece, ...times.statement].reduce((sum, ms) => sum + ms, 0);
    },
  };
}
