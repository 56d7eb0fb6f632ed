/** Figures → a page in Markdown. */

import { type Comparison, isExact } from "./labelled.ts";
import type { Score } from "./score.ts";

export interface Part {
  readonly title: string;
  readonly score: Score;
  readonly comparisons: readonly Comparison[];
}

export const renderReport = (parts: readonly Part[]): string =>
  [
    "# How right the checks are",
    "Figures of `test/validation-accuracy.tool.test.ts` over the labelled candidates of this folder. A candidate is judged",
    "exactly right when every labelled finding is told with its rule, line and severity, and nothing else is.",
    "Rules were corrected by these candidates; [onex/README.md](onex/README.md) has the figures from before.",
    "",
    renderTotals(parts),
    ...parts.flatMap(({ title, score, comparisons }) => [
      `\n## ${title}\n`,
      renderRules(score),
      `\n### Judged otherwise than labelled\n`,
      renderDifferences(comparisons),
    ]),
    "",
  ].join("\n");

const renderTotals = (parts: readonly Part[]): string =>
  [
    "| part | candidates | exactly right | compliant | of these with an alarm | precision | recall |",
    "|---|---|---|---|---|---|---|",
    ...parts.map(
      ({ title, score }) =>
        `| ${title} | ${score.candidates} | ${score.exact} (${percent(score.exact / score.candidates)}) | ${score.compliant} | ${score.compliantWithAlarms.length} | ${percent(score.precision)} | ${percent(score.recall)} |`,
    ),
  ].join("\n");

const renderRules = ({ rules }: Score): string =>
  [
    "| rule | hits | misses | false alarms |",
    "|---|---|---|---|",
    ...rules.map(
      ({ rule, hits, misses, alarms }) => `| ${rule} | ${hits} | ${misses} | ${alarms} |`,
    ),
  ].join("\n");

function renderDifferences(comparisons: readonly Comparison[]): string {
  const wrong = comparisons.filter((each) => !isExact(each));
  return wrong.length === 0 ? "None." : wrong.flatMap(describe).join("\n");
}

const describe = ({ id, missed, alarms }: Comparison): readonly string[] => [
  ...missed.map(
    ({ rule, line }) => `- ${id}: ${rule}${line === undefined ? "" : `, line ${line}`} is missed`,
  ),
  ...alarms.map(
    ({ rule, line, message }) => `- ${id}: ${rule}, line ${line}, is a false alarm: ${message}`,
  ),
];

export const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
