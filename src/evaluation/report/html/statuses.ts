import type { SampleStatus } from "../../../domain/evaluation.ts";

/** In words; each is drawn with a mark of its own too. */
export const STATUS_WORDS: Readonly<Record<SampleStatus, string>> = {
  accepted: "accepted",
  unsolved: "unsolved: all that was allowed was tried",
  inconclusive: "inconclusive: a checker did not come to an end",
  stopped: "stopped by a limit",
  error: "error: the world failed",
};

export const SAMPLE_STATUSES = Object.keys(STATUS_WORDS) as readonly SampleStatus[];
