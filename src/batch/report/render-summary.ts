import { alignColumns } from "../../std/align-columns.ts";
import { formatUsd } from "../../std/format-usd.ts";
import type { ConsistencyReport } from "./consistency-report.ts";
import { type BatchSummary, ITEM_STATUSES, type ItemSummary } from "./summarize-batch.ts";

/** A batch as people read it: the counts, then one line for every item that was not accepted. */
export function renderSummary(summary: BatchSummary, consistency?: ConsistencyReport): string {
  const { items, statuses } = summary;
  const counts = ITEM_STATUSES.filter((status) => statuses[status] > 0).map(
    (status) => `${statuses[status]} ${status}`,
  );
  const open = items.filter(({ status }) => status !== "accepted");
  return `${[
    `${items.length} ${items.length === 1 ? "file" : "files"}: ${counts.join(", ") || "none"}`,
    renderUse(summary),
    ...(open.length === 0 ? [] : ["", renderOpen(open)]),
    ...(consistency === undefined ? [] : renderConsistency(consistency)),
  ].join("\n")}\n`;
}

function renderUse({ calls, usage, costUsd, oneByOne, timeMs }: BatchSummary): string {
  const parts = [
    ...(calls === undefined ? [] : [`${calls} ${calls === 1 ? "call" : "calls"}`]),
    `${usage.input} tokens in, ${usage.output} out`,
    ...(costUsd === undefined ? [] : [formatUsd(costUsd)]),
    ...(timeMs === undefined ? [] : [`${(timeMs / 1000).toFixed(1)} s`]),
  ];
  const alone =
    oneByOne === undefined
      ? ""
      : `; one by one: at least ${oneByOne.calls} calls, ${oneByOne.inputTokens} tokens in`;
  return parts.join(", ") + alone;
}

const renderOpen = (items: readonly ItemSummary[]): string =>
  alignColumns(items.map(({ status, id, reason }) => [status, shown(id), shown(reason ?? "")]));

/** Names and messages come from files and tools: what would move a terminal's cursor is left out. */
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "_");

const MOST_LINES = 10;

function renderConsistency(report: ConsistencyReport): readonly string[] {
  const { helpers, doubled, rewritten, ambiguous, renamed, shadowing } = report;
  const line = (title: string, found: readonly string[]): readonly string[] =>
    found.length === 0
      ? []
      : [
          `${title}:`,
          ...found.slice(0, MOST_LINES).map((each) => `  ${shown(each)}`),
          ...(found.length > MOST_LINES ? [`  and ${found.length - MOST_LINES} more`] : []),
        ];
  const lines = [
    ...line("The same helper in several files", doubled.map(renderPlaces)),
    ...line("One promise, proved in several ways", rewritten.map(renderPlaces)),
    ...line("One name, different promises", ambiguous.map(renderPlaces)),
    ...line(
      "One promise under several names",
      renamed.map((places) => places.map(({ item, name }) => `${name} in ${item}`).join(", ")),
    ),
    ...line(
      "Helpers with the name of something given elsewhere",
      shadowing.map(
        ({ item, name, givenIn }) => `${name} in ${item}, given in ${givenIn.join(", ")}`,
      ),
    ),
  ];
  return lines.length === 0 ? [] : ["", `${helpers} helpers were written.`, ...lines];
}

const renderPlaces = ({
  name,
  items,
}: {
  readonly name: string;
  readonly items: readonly string[];
}): string => `${name}: ${items.join(", ")}`;
