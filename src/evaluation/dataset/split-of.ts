import { type EvaluationTask, splitByHash } from "../../domain/evaluation.ts";

/** A task's part of its dataset. */
export const splitOf = (id: string, sha256: (text: string) => string): EvaluationTask["split"] =>
  splitByHash(sha256(id));
