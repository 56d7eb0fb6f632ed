import type { SampleResult } from "../../domain/evaluation.ts";
import type { Failure } from "./analysis.ts";
import { isSuccess } from "./measures.ts";

const MOST = 20;
/** Of one category and status; others may be of use too. */
const MOST_ALIKE = 2;

export interface FailureChoice {
  add(result: SampleResult): void;
  readonly chosen: readonly Failure[];
}

/** The first samples that were not solved, at most two of each category and status. */
export function chooseFailures(): FailureChoice {
  const chosen: Failure[] = [];
  const alike = new Map<string, number>();
  return {
    chosen,
    add(result) {
      if (chosen.length >= MOST || isSuccess(result, "solved")) return;
      const kind = `${result.category}\0${result.status}`;
      const seen = alike.get(kind) ?? 0;
      if (seen >= MOST_ALIKE) return;
      alike.set(kind, seen + 1);
      const { index, task, category, solver, runId, status } = result;
      chosen.push({ index, task, category, solver, runId, status, reason: reasonOf(result) });
    },
  };
}

/** Why a sample was not solved: the fault, the scorer that fails it, or what its last attempt was refused for. */
export function reasonOf({ fault, scores, diagnostics, limit }: SampleResult): string {
  if (fault !== undefined) return firstLine(`${fault.code}: ${fault.message}`);
  if (limit !== undefined) return `The limit on ${limit} ended it`;
  const last = diagnostics.at(-1);
  const failed = scores.find(({ scorer, value }) => value === "fail" && scorer !== "verdict");
  if (failed !== undefined) return firstLine(`${failed.scorer}: ${failed.reason}`);
  if (last === undefined) return scores.find(({ reason }) => reason !== "")?.reason ?? "";
  return firstLine(`${last.code ?? last.phase}: ${last.message}`);
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
