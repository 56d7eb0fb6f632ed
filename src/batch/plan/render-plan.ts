/** A plan as people read it. */

import type { BatchPlan, PlannedCall } from "../../domain/batch.ts";
import { costOf, type ModelPrice, toUsd } from "../../domain/price.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import { alignColumns } from "../../std/align-columns.ts";
import { formatUsd } from "../../std/format-usd.ts";

export interface RenderPlanOptions {
  /** `undefined` leaves money out. */
  readonly price: ModelPrice | undefined;
  /** Whether calls go through the provider's batch interface. @default false */
  readonly isBatch?: boolean | undefined;
}

export interface PlanTotals {
  readonly items: number;
  readonly calls: number;
  readonly inputTokens: number;
  readonly expectedTokens: number;
  readonly outputTokens: number;
  /** Nano-dollars, first calls only: answers as long as they are thought to be, and as long as they may be. */
  readonly price: { readonly low: number; readonly high: number } | undefined;
  readonly oneByOne: BatchPlan["oneByOne"] & { readonly low: number | undefined };
  readonly savedCalls: number;
}

/** What a plan comes to; repairs are not in it. */
export function sumPlan(
  { waves, oneByOne }: BatchPlan,
  { price, isBatch = false }: RenderPlanOptions,
): PlanTotals {
  const calls = waves.flatMap((wave) => wave.calls);
  const sum = (of: (call: PlannedCall) => number): number =>
    calls.reduce((all, call) => all + of(call), 0);
  const costs = (input: number, output: number): number =>
    price === undefined ? 0 : costOf(price, { ...NO_USAGE, input, output }, { isBatch });
  // A call for one is far below any price cliff: their sum is priced as calls of the mean size.
  const alone = Math.max(1, oneByOne.calls);
  return {
    items: sum(({ items }) => items.length),
    calls: calls.length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    expectedTokens: sum(({ expectedTokens }) => expectedTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    price:
      price === undefined
        ? undefined
        : {
            low: sum((call) => costs(call.inputTokens, call.expectedTokens)),
            high: sum((call) => costs(call.inputTokens, call.outputTokens)),
          },
    oneByOne: {
      ...oneByOne,
      low:
        price === undefined
          ? undefined
          : alone *
            costs(
              Math.round(oneByOne.inputTokens / alone),
              Math.round(oneByOne.expectedTokens / alone),
            ),
    },
    savedCalls: oneByOne.calls - calls.length,
  };
}

const HEADS = ["wave", "call", "files", "input", "output", "room", "price"] as const;
const isNumber = (column: number): boolean => column >= 2;

/** One line a call, the sums, and what asking for each file alone would take. */
export function renderPlan(plan: BatchPlan, options: RenderPlanOptions): string {
  const { price, isBatch = false } = options;
  const rangeOf = ({ inputTokens, expectedTokens, outputTokens }: PlannedCall): string => {
    if (price === undefined) return "";
    const [low, high] = [expectedTokens, outputTokens].map((output) =>
      costOf(price, { ...NO_USAGE, input: inputTokens, output }, { isBatch }),
    );
    return renderRange(low ?? 0, high ?? 0);
  };
  const rows = plan.waves.flatMap(({ calls }, wave) =>
    calls.map((call) => [
      String(wave + 1),
      call.id,
      ...[call.items.length, call.inputTokens, call.expectedTokens, call.outputTokens].map(
        renderCount,
      ),
      rangeOf(call),
    ]),
  );
  const totals = sumPlan(plan, options);
  const all = [
    "all",
    renderCalls(totals.calls),
    ...[totals.items, totals.inputTokens, totals.expectedTokens, totals.outputTokens].map(
      renderCount,
    ),
    totals.price === undefined ? "" : renderRange(totals.price.low, totals.price.high),
  ];
  return `${alignColumns([HEADS, ...rows, all], isNumber)}\n\n${renderSavings(totals)}\n`;
}

function renderSavings({ calls, inputTokens, savedCalls, oneByOne, price }: PlanTotals): string {
  const factor = inputTokens === 0 ? 1 : oneByOne.inputTokens / inputTokens;
  return [
    `One by one: ${renderAll(oneByOne.calls, oneByOne.inputTokens, oneByOne.low)}.`,
    `Together:   ${renderAll(calls, inputTokens, price?.low)}.`,
    `Saved:      ${renderCalls(savedCalls)}, ${factor.toFixed(1)} times fewer input tokens.`,
  ].join("\n");
}

const renderAll = (calls: number, inputTokens: number, low: number | undefined): string =>
  `${renderCalls(calls)}, ${renderCount(inputTokens)} input tokens${low === undefined ? "" : `, from ${formatUsd(toUsd(low))}`}`;

const renderCalls = (count: number): string =>
  `${renderCount(count)} ${count === 1 ? "call" : "calls"}`;

const renderRange = (low: number, high: number): string =>
  low === high ? formatUsd(toUsd(low)) : `${formatUsd(toUsd(low))} to ${formatUsd(toUsd(high))}`;

/** With a comma before each three digits, in every locale. */
const renderCount = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
