import { isFault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Specification } from "../../domain/specification.ts";
import type { RecordStore } from "../../ports/record-store.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { worthOf } from "../money/worth-of.ts";
import { type RouteHistory, type TaskRecord, toSizeClass } from "./route-history.ts";

export interface ReadHistoryOptions {
  /** The latest runs that are read. @default 200 */
  readonly maxRuns?: number | undefined;
}

const DEFAULT_MAX_RUNS = 200;

export interface MeasuredTasks extends TaskRecord {
  readonly modelId: string;
  readonly sizeClass: number;
}

/** A history with all that it knows. */
export interface MeasuredHistory extends RouteHistory {
  readonly measured: readonly MeasuredTasks[];
}

/**
 * What became of earlier runs, read off their journals. A run counts for the model that its first call asked, with all
 * that it cost in the end; an answer from a cache counts with what it would have cost. Left out are runs that have not
 * ended, those that nothing could judge, those with a call of unknown price, and journals that cannot be read.
 */
export async function readHistory(
  records: RecordStore,
  { maxRuns = DEFAULT_MAX_RUNS }: ReadHistoryOptions = {},
): Promise<MeasuredHistory> {
  const found = new Map<string, MeasuredTasks>();
  for (const runId of (await records.list()).slice(-maxRuns)) {
    const run = readRun(await readEvents(records, runId));
    if (run === undefined) continue;
    const { modelId, sizeClass } = run;
    const key = keyOf(modelId, sizeClass);
    const { runs, accepted, costUsd } = found.get(key) ?? { runs: 0, accepted: 0, costUsd: 0 };
    found.set(key, {
      modelId,
      sizeClass,
      runs: runs + 1,
      accepted: accepted + (run.isAccepted ? 1 : 0),
      costUsd: costUsd + run.costUsd,
    });
  }
  return {
    measured: [...found.values()],
    find: (modelId, taskTokens) => found.get(keyOf(modelId, toSizeClass(taskTokens))),
  };
}

const keyOf = (modelId: string, sizeClass: number): string => `${sizeClass} ${modelId}`;

async function readEvents(records: RecordStore, runId: string): Promise<readonly RunEvent[]> {
  try {
    return await records.read(runId);
  } catch (error) {
    if (isFault(error, "record/unreadable") || isFault(error, "record/missing")) return [];
    throw error;
  }
}

interface MeasuredRun {
  readonly modelId: string;
  readonly sizeClass: number;
  readonly isAccepted: boolean;
  readonly costUsd: number;
}

function readRun(events: readonly RunEvent[]): MeasuredRun | undefined {
  const [start] = events;
  const end = events.findLast((event) => event.type === "run-end");
  const calls = events.flatMap((event) => (event.type === "call-end" ? [event.call] : []));
  const [first] = calls;
  if (start?.type !== "run-start" || end === undefined || first === undefined) return undefined;
  const costs = calls.map(worthOf);
  if (end.status === "inconclusive" || costs.includes(undefined)) return undefined;
  return {
    modelId: first.askedOf,
    sizeClass: toSizeClass(sizeOf(start.specification)),
    isAccepted: end.status === "accepted",
    costUsd: costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

/** The same texts that the first user message is made of, without its frame: classes are far wider than that. */
const sizeOf = ({ text, signature, requirements, examples, contextFiles }: Specification): number =>
  estimateTokens(
    [
      text,
      signature ?? "",
      ...requirements,
      ...examples.map(({ call }) => call),
      ...contextFiles.map((file) => file.text),
    ].join("\n"),
  );
