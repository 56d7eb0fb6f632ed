import type { SampleTiming } from "../../domain/evaluation.ts";
import { createQuantileSketch } from "../../std/quantile-sketch.ts";
import { STAGES, type Stage, type Times } from "./analysis.ts";

export interface TimeCounts {
  add(timing: SampleTiming): void;
  total(): Times;
}

/** Times by stage, in the same memory however many samples. */
export function countTimes(): TimeCounts {
  const whole = createQuantileSketch();
  const sketches = new Map(STAGES.map((stage) => [stage, createQuantileSketch()]));
  return {
    add(timing) {
      whole.add(timing.totalMs);
      for (const [stage, sketch] of sketches) sketch.add(timeOf(timing, stage));
    },
    total() {
      const all = [...sketches.values()].reduce((sum, sketch) => sum + sketch.sum, 0);
      const stages = [...sketches].map(([stage, sketch]) => ({
        stage,
        totalMs: sketch.sum,
        share: all === 0 ? 0 : sketch.sum / all,
        p50Ms: sketch.at(0.5),
        p95Ms: sketch.at(0.95),
      }));
      const longest = stages.reduce((one, other) => (other.totalMs > one.totalMs ? other : one));
      return {
        samples: whole.count,
        p50Ms: whole.at(0.5),
        p95Ms: whole.at(0.95),
        stages,
        bottleneck: all === 0 ? undefined : longest.stage,
      };
    },
  };
}

/** A sample that was gone on with took longer than the process that ended it saw. */
function timeOf({ totalMs, modelMs, checkMs, scoreMs }: SampleTiming, stage: Stage): number {
  const byStage = { model: modelMs, check: checkMs, score: scoreMs };
  return stage === "other" ? Math.max(0, totalMs - modelMs - checkMs - scoreMs) : byStage[stage];
}
