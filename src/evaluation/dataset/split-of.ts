import type { EvaluationTask } from "../../domain/evaluation.ts";

/** One task in so many is held out. */
const HELD_OUT_SHARE = 4;

/** A task's part of its dataset: it follows from the id alone, so it never moves when tasks are added. */
export const splitOf = (id: string, sha256: (text: string) => string): EvaluationTask["split"] =>
  Number.parseInt(sha256(id).slice(0, 2), 16) % HELD_OUT_SHARE === 0 ? "held-out" : "development";
