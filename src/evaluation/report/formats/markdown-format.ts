import { formatUsd } from "../../../std/format-usd.ts";
import { codeSpan } from "../../../std/markdown/code-span.ts";
import type { GroupRates } from "../../analysis/analysis.ts";
import { countRates, type GroupCounts, toGroupRates } from "../../analysis/count-rates.ts";
import type { Rate } from "../../analysis/rate.ts";
import { countSamples } from "../../run/evaluation-record.ts";
import type { StoredSample } from "./open-samples.ts";
import type { ResultFormat } from "./result-format.ts";
import { reasonOf, standingOf } from "./standing.ts";

/** A comment of a pull request holds 65,536 characters: with these, the longest texts fit. */
const MOST_GROUPS = 20;
const MOST_FAILURES = 40;

/** A summary for people: rates by solver and category, and samples that did not pass. */
export const markdownFormat: ResultFormat = {
  looks: /^### Evaluation `/,
  isOfOneSolver: false,
  async *render({ id, setup, walk }, { survey }) {
    const rates = countRates();
    const failed: StoredSample[] = [];
    for await (const sample of walk(survey.samples)) {
      rates.add(sample.result);
      const hasFailed = standingOf(sample.result) !== "passed";
      if (hasFailed && failed.length < MOST_FAILURES) failed.push(sample);
    }
    const { spending, samples } = survey;
    const missing = countSamples(setup) - samples;
    const passed = [...survey.bySolver.values()].reduce(
      (sum, { standings }) => sum + standings.passed,
      0,
    );
    const money = `${formatUsd(spending.spentUsd)}${spending.unpricedCalls > 0 ? ` + ? (${spending.unpricedCalls} calls without a known price)` : ""}`;
    yield `### Evaluation ${codeSpan(id)}: ${codeSpan(setup.dataset)}\n\n`;
    yield `${passed} of ${samples} samples solved, ${money}, ${spending.usage.input + spending.usage.output} tokens${missing > 0 ? `; **${missing} samples have no result yet**` : ""}\n\n`;
    yield* groupTable("solver", rates.by.solver);
    if (rates.by.category.size > 1) yield* groupTable("category", rates.by.category);
    yield "Shares with the interval in which the true one lies, at 95 %, by task\n";
    yield* failures(failed, samples - passed);
  },
};

const HEADS = ["samples", "solved", "accepted", "at first try", "undecided"];

function* groupTable(title: string, groups: ReadonlyMap<string, GroupCounts>) {
  yield row([title, ...HEADS]);
  yield row(["---", ...HEADS.map(() => "---:")]);
  const all = [...groups];
  for (const [name, counts] of all.slice(0, MOST_GROUPS))
    yield row([codeSpan(name), ...cellsOf(toGroupRates(name, counts))]);
  if (all.length > MOST_GROUPS)
    yield row([`and ${all.length - MOST_GROUPS} more`, "", "", "", "", ""]);
  yield "\n";
}

const cellsOf = ({ samples, solved, final, firstPass, byStatus }: GroupRates) => [
  `${samples}`,
  share(solved),
  share(final),
  share(firstPass),
  `${byStatus.inconclusive + byStatus.stopped + byStatus.error}`,
];

const share = ({ share, low, high }: Rate): string =>
  `${percent(share)} % (${percent(low)}–${percent(high)} %)`;

const percent = (value: number): string => `${Math.round(value * 100)}`;

function* failures(shown: readonly StoredSample[], all: number) {
  if (all === 0) return;
  yield `\n<details><summary>${all} samples did not pass</summary>\n\n`;
  yield row(["sample", "task", "solver", "epoch", "status", "why"]);
  yield row(["---:", "---", "---", "---:", "---", "---"]);
  for (const { result } of shown) {
    const { index, task, solver, epoch, status } = result;
    const why = codeSpan(reasonOf(result));
    yield row([`${index}`, codeSpan(task), codeSpan(solver), `${epoch + 1}`, status, why]);
  }
  if (all > shown.length) yield `\nand ${all - shown.length} more\n`;
  yield "\n</details>\n";
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
