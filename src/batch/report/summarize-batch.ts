/** What a batch came to, as plain data: what all reports are made from. */

import type { BatchItem, BatchPlan, ItemResult, ItemStatus } from "../../domain/batch.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Outcome } from "../../domain/run.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import { compareText } from "../context/read-facts.ts";

/** In the order in which they are told. */
export const ITEM_STATUSES = [
  "accepted",
  "exhausted",
  "inconclusive",
  "stopped",
  "failed",
  "blocked",
  "refused",
] as const satisfies readonly ItemStatus[];

export interface ItemSummary {
  readonly id: string;
  readonly language: string;
  readonly status: ItemStatus;
  /** Where the filled file belongs, relative to the project. */
  readonly path: string;
  readonly runId: string | undefined;
  readonly attempts: number;
  /** What it used, as far as its attempts tell. */
  readonly usage: TokenUsage;
  /** `undefined` where it is not known. */
  readonly costUsd: number | undefined;
  /** SHA-256 of the accepted text. */
  readonly sha256: string | undefined;
  /** What accepted it: `dafny 2.3.0`. */
  readonly checker: string | undefined;
  /** Why it was not accepted, in one line. */
  readonly reason: string | undefined;
  /** How long it took; differs between equal runs. */
  readonly timeMs: number | undefined;
}

export interface BatchSummary {
  readonly batchId: string | undefined;
  /** Sorted by id. */
  readonly items: readonly ItemSummary[];
  readonly statuses: Readonly<Record<ItemStatus, number>>;
  /** Of the whole batch. */
  readonly calls: number | undefined;
  readonly usage: TokenUsage;
  readonly costUsd: number | undefined;
  /** What asking for each item alone would have taken at first. */
  readonly oneByOne: BatchPlan["oneByOne"] | undefined;
  readonly timeMs: number | undefined;
}

export interface SummarizeBatchOptions {
  readonly batchId?: string | undefined;
  /** @default not told */
  readonly plan?: BatchPlan | undefined;
  /** What all calls came to. @default the sum of the items, no calls and no money told */
  readonly totals?:
    | { readonly calls: number; readonly usage: TokenUsage; readonly costUsd: number }
    | undefined;
  /** Money by item. @default not told */
  readonly costs?: ReadonlyMap<string, number> | undefined;
  /** From start to end. @default not told */
  readonly timeMs?: number | undefined;
}

/** @param results one for each item; an item without one counts as failed. */
export function summarizeBatch(
  items: readonly BatchItem[],
  results: readonly ItemResult[],
  { batchId, plan, totals, costs, timeMs }: SummarizeBatchOptions = {},
): BatchSummary {
  const byId = new Map(results.map((result) => [result.id, result]));
  const summaries = items
    .map((item) => summarizeItem(item, byId.get(item.id), costs?.get(item.id)))
    .toSorted((a, b) => compareText(a.id, b.id));
  const countOf = (status: ItemStatus): number =>
    summaries.filter((each) => each.status === status).length;
  return {
    batchId,
    items: summaries,
    statuses: {
      accepted: countOf("accepted"),
      exhausted: countOf("exhausted"),
      inconclusive: countOf("inconclusive"),
      stopped: countOf("stopped"),
      failed: countOf("failed"),
      blocked: countOf("blocked"),
      refused: countOf("refused"),
    },
    calls: totals?.calls,
    usage: totals?.usage ?? summaries.map(({ usage }) => usage).reduce(addUsage, NO_USAGE),
    costUsd: totals?.costUsd,
    oneByOne: plan?.oneByOne,
    timeMs,
  };
}

function summarizeItem(
  { id, specification }: BatchItem,
  result: ItemResult | undefined,
  costUsd: number | undefined,
): ItemSummary {
  const outcome = result?.outcome;
  const attempts = outcome?.attempts ?? [];
  const status = statusOf(result);
  const evidence = outcome?.status === "accepted" ? outcome.artifact.evidence : undefined;
  const tool = evidence?.checks.findLast(({ phase }) => phase === "proof")?.tool;
  return {
    id,
    language: specification.language,
    status,
    path: specification.path,
    runId: result?.runId,
    attempts: attempts.length,
    usage: attempts.map(({ response }) => response.usage).reduce(addUsage, NO_USAGE),
    costUsd,
    sha256: evidence?.sha256,
    checker: tool === undefined ? undefined : `${tool.name} ${tool.version}`,
    reason: status === "accepted" ? undefined : reasonOf(result),
    timeMs:
      attempts.length === 0
        ? undefined
        : Math.round(
            attempts.reduce((sum, each) => sum + each.response.timeMs + each.checkTimeMs, 0),
          ),
  };
}

/** Nothing is accepted that no artifact stands for. */
const statusOf = (result: ItemResult | undefined): ItemStatus =>
  result === undefined || (result.status === "accepted" && result.outcome?.status !== "accepted")
    ? "failed"
    : result.status;

/** The first error, in one line. */
function reasonOf(result: ItemResult | undefined): string {
  if (result === undefined) return "it has no result";
  const { diagnostics, outcome } = result;
  const told = diagnostics.find(isError) ?? diagnostics[0];
  if (told !== undefined) return oneLine(told.message);
  if (outcome === undefined || outcome.status === "accepted")
    return result.status === "accepted" ? "there is no artifact" : "nothing was told";
  return reasonOfOutcome(outcome);
}

function reasonOfOutcome(outcome: Exclude<Outcome, { readonly status: "accepted" }>): string {
  const verdict = outcome.best?.verdict;
  const error = verdict?.diagnostics.find(isError);
  const said = error === undefined ? "" : oneLine(error.message);
  if (outcome.status === "stopped") {
    const why = `the limit on ${outcome.limit} ended it`;
    return said === "" ? why : `${why}: ${said}`;
  }
  if (verdict?.status === "inconclusive")
    return said === "" ? verdict.reason : `${verdict.reason}: ${said}`;
  return said === "" ? "no attempt was accepted" : said;
}

const LONGEST_REASON = 300;

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON - 1).trimEnd()}…`;
};
