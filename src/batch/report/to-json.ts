import type { JsonRecord } from "../../domain/json.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { ConsistencyReport } from "./consistency-report.ts";
import type { BatchSummary, ItemSummary } from "./summarize-batch.ts";

/**
 * A batch for programs, with keys and items in a fixed order. Equal runs give equal values; what differs between them
 * stands under `timing` alone.
 */
export const toJson = (summary: BatchSummary, consistency?: ConsistencyReport): JsonRecord => ({
  schemaVersion: 1,
  batchId: summary.batchId ?? null,
  files: summary.items.length,
  statuses: { ...summary.statuses },
  calls: summary.calls ?? null,
  usage: toUsage(summary.usage),
  costUsd: toAmount(summary.costUsd),
  oneByOne: summary.oneByOne === undefined ? null : { ...summary.oneByOne },
  items: summary.items.map(toItem),
  consistency: consistency === undefined ? null : toConsistency(consistency),
  timing: {
    timeMs: summary.timeMs ?? null,
    items: summary.items.map(({ id, timeMs }) => ({ id, timeMs: timeMs ?? null })),
  },
});

const toItem = (item: ItemSummary): JsonRecord => ({
  id: item.id,
  language: item.language,
  status: item.status,
  path: item.path,
  runId: item.runId ?? null,
  attempts: item.attempts,
  usage: toUsage(item.usage),
  costUsd: toAmount(item.costUsd),
  sha256: item.sha256 ?? null,
  checker: item.checker ?? null,
  reason: item.reason ?? null,
});

const toUsage = ({ input, output, cached, cacheWritten, reasoning }: TokenUsage): JsonRecord => ({
  input,
  output,
  cached,
  cacheWritten,
  reasoning,
});

/** In whole nano-dollars, so that sums made in another order are the same. */
const toAmount = (usd: number | undefined): number | null =>
  usd === undefined ? null : toUsd(toNanoUsd(usd));

const toConsistency = ({
  helpers,
  doubled,
  ambiguous,
  rewritten,
  renamed,
  shadowing,
}: ConsistencyReport): JsonRecord => ({
  helpers,
  doubled: doubled.map(({ name, items }) => ({ name, items: [...items] })),
  ambiguous: ambiguous.map(({ name, items }) => ({ name, items: [...items] })),
  rewritten: rewritten.map(({ name, items }) => ({ name, items: [...items] })),
  renamed: renamed.map((places) => places.map(({ item, name }) => ({ item, name }))),
  shadowing: shadowing.map(({ item, name, givenIn }) => ({ item, name, givenIn: [...givenIn] })),
});
