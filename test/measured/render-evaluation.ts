import { arch, availableParallelism, cpus, totalmem } from "node:os";
import { analyse } from "../../src/evaluation/analysis/analyse.ts";
import type { Rate } from "../../src/evaluation/analysis/rate.ts";
import { countSamples, type StoredEvaluation } from "../../src/evaluation/run/evaluation-record.ts";

/** An evaluation of a local model as it stands in docs/reference/measured.md, with the command that made it. */
export function renderEvaluation(evaluation: StoredEvaluation, command: string): string {
  const { setup, results, timings } = evaluation;
  const missing = countSamples(setup) - results.length;
  if (missing > 0)
    throw new TypeError(`Cannot show ${evaluation.id}: ${missing} samples are missing`);
  const { overall, times, by } = analyse(evaluation);
  const { accepted: _, ...ends } = overall.byStatus;
  const [date = ""] = timings.map(({ startedAt }) => startedAt.slice(0, 10)).sort();
  const rows: readonly (readonly [string, string])[] = [
    ["accepted at the first attempt", rate(overall.firstPass)],
    ["accepted at any attempt", rate(overall.final)],
    ["solved: hidden examples hold too", rate(overall.solved)],
    [
      "not accepted",
      Object.entries(ends)
        .map(([status, count]) => `${count} ${status}`)
        .join(", "),
    ],
    [
      "by complexity, solved",
      by.complexity.map((each) => `${each.name} ${rate(each.solved)}`).join("; "),
    ],
    [
      "time of a task, p50 and p95",
      `${seconds(times.p50Ms)} and ${seconds(times.p95Ms)}, with other work beside it`,
    ],
  ];
  return [
    "```sh",
    `specwright ${command}`,
    "```",
    "",
    `${setup.solvers.map(({ model }) => model).join(", ")}, ${date}, ${machine()}:`,
    "",
    "| what | of the samples |",
    "| --- | --- |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}

const machine = (): string =>
  `${availableParallelism()} cores of ${cpus()[0]?.model.replaceAll(/\((?:R|TM)\)/g, "") ?? "an unknown processor"} (${arch()}), ${Math.round(totalmem() / 1e9)} GB, no graphics processor used`;

const percent = (share: number): number => Math.round(share * 100);
const rate = ({ count, samples, share, low, high }: Rate): string =>
  `${count} of ${samples}, ${percent(share)} % (${percent(low)}–${percent(high)} %)`;
const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
