import type { BatchItem, ItemResult } from "../../domain/batch.ts";
import type { JsonRecord } from "../../domain/json.ts";
import { readSlots } from "../../domain/slot.ts";
import { compareText } from "../context/read-facts.ts";
import { type BatchSummary, summarizeBatch } from "./summarize-batch.ts";

/**
 * One row an item in the shape in which tasks of this kind are passed on: the specification, its solution whole and by
 * slot. `solution` is there only where it was accepted; what came furthest else is `unverified`.
 */
export function toRows(
  items: readonly BatchItem[],
  results: readonly ItemResult[],
): readonly JsonRecord[] {
  const summaries = new Map(
    summarizeBatch(items, results).items.map((summary) => [summary.id, summary]),
  );
  const byId = new Map(results.map((result) => [result.id, result]));
  return items
    .toSorted((a, b) => compareText(a.id, b.id))
    .flatMap((item) => {
      const summary = summaries.get(item.id);
      return summary === undefined ? [] : [toRow(item, byId.get(item.id), summary)];
    });
}

/** Rows as JSON lines. */
export const renderRows = (rows: readonly JsonRecord[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

function toRow(
  { id, specification }: BatchItem,
  result: ItemResult | undefined,
  { status, attempts, usage, checker, reason }: BatchSummary["items"][number],
): JsonRecord {
  const outcome = result?.outcome;
  const solution = outcome?.status === "accepted" ? outcome.artifact.text : undefined;
  const best =
    outcome === undefined || outcome.status === "accepted"
      ? undefined
      : outcome.best?.candidate?.text;
  const slots = solution === undefined ? undefined : readSlots(specification, solution);
  return {
    id,
    language: specification.language,
    spec_text: specification.source,
    status,
    verified: status === "accepted",
    solution: solution ?? null,
    solution_slots: slots === undefined ? null : Object.fromEntries(slots),
    unverified: best ?? null,
    attempts,
    checker: checker ?? null,
    input_tokens: usage.input,
    output_tokens: usage.output,
    reason: reason ?? null,
  };
}
