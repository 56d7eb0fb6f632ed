/** Statistics of models as rows of tables. */

import { CONSTRAINT_LEVELS, type Spread } from "../../domain/decoding.ts";
import type { DecodingStats, ModelStats } from "../../pipeline/record/model-stats.ts";
import type { HeldCount } from "../../pipeline/record/stats-checks.ts";
import { escapeText } from "./escape-text.ts";
import { formatShare } from "./format-share.ts";

export interface StatsTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What came of it: one row for each model, held and free apart. */
export const renderResults = (stats: readonly ModelStats[]): StatsTable => ({
  titles: [
    "model",
    "constrained",
    "runs",
    "accepted",
    "fallbacks",
    "attempts",
    "parse",
    "type-check",
    "pass tests",
    "tokens/s",
  ],
  rows: stats.map((row) => [
    escapeText(row.model),
    row.isConstrained ? "yes" : "no",
    `${row.runs}`,
    renderHeld({ held: row.acceptedRuns, known: row.runs }),
    `${row.fallbacks}`,
    `${row.attempts}`,
    renderHeld(row.checks.parses),
    renderHeld(row.checks.types),
    renderHeld(row.checks.tests),
    row.tokensPerSecond === undefined ? "-" : row.tokensPerSecond.toFixed(1),
  ]),
});

/** What constraints took; models that were held to none are left out. */
export const renderCosts = (stats: readonly ModelStats[]): StatsTable => ({
  titles: [
    "model",
    "answers",
    "per token",
    "per mask",
    "per statement",
    "of the time",
    "known already",
    "refused",
    "taken back",
    "relaxed",
    "ended",
  ],
  rows: stats.flatMap(({ model, decoding }) =>
    decoding === undefined ? [] : [[escapeText(model), ...renderCost(decoding)]],
  ),
});

/** The same of one run, a line each. */
export const describeDecoding = (of: DecodingStats): readonly string[] => [
  `${of.answers} constrained answers: ${of.tokens} tokens, ${of.takenBack} taken back, ended ${listCounts(Object.entries(of.ended))}`,
  `refused by level: ${listCounts(CONSTRAINT_LEVELS.map((level) => [level, of.refusals[level]]))}; relaxed ${of.relaxations} times`,
  `constraints took ${formatShare(of.constraintShare)} of the time: per token ${renderSpread(of.perToken)}, per mask ${renderSpread(of.perMask)}, per statement ${renderSpread(of.perStatement)} (p50/p95/p99)`,
];

const renderCost = (of: DecodingStats): readonly string[] => [
  `${of.answers}`,
  renderSpread(of.perToken),
  renderSpread(of.perMask),
  renderSpread(of.perStatement),
  formatShare(of.constraintShare),
  formatShare(of.cacheLookups === 0 ? undefined : of.cacheHits / of.cacheLookups),
  listCounts(CONSTRAINT_LEVELS.map((level) => [level, of.refusals[level]])),
  `${of.takenBack} of ${of.sampled + of.forced}`,
  `${of.relaxations}`,
  listCounts(Object.entries(of.ended)),
];

/** p50/p95/p99 */
const renderSpread = ({ count, p50, p95, p99 }: Spread): string =>
  count === 0 ? "-" : `${[p50, p95, p99].map(formatMs).join("/")}`;

const formatMs = (ms: number): string => {
  if (ms >= 1000) return `${(ms / 1000).toPrecision(2)}s`;
  return ms >= 1 ? `${Number(ms.toPrecision(2))}ms` : `${Number((ms * 1000).toPrecision(2))}µs`;
};

const renderHeld = ({ held, known }: HeldCount): string =>
  known === 0 ? "-" : `${held} of ${known} (${formatShare(held / known)})`;

const listCounts = (counts: readonly (readonly [string, number])[]): string =>
  counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ") || "none";
