/** Evaluations written in other formats, without files. */

import type { EvaluationSetup, SampleResult, SampleTiming } from "../domain/evaluation.ts";
import {
  type ExportOptions,
  exportEvaluation,
} from "../evaluation/report/formats/export-evaluation.ts";
import { findFormat } from "../evaluation/report/formats/formats.ts";
import { sha256 } from "../platform/sha256.ts";
import { toJsonLine } from "../std/json-line.ts";

export interface MadeEvaluation {
  readonly setup: EvaluationSetup;
  readonly results: readonly SampleResult[];
  readonly timings: readonly SampleTiming[];
}

const as = (text: string): string => text;

/** Lines of the evaluation `e`, as its files hold them. */
export const linesOf = ({ results, timings }: MadeEvaluation) =>
  async function* (path: string): AsyncGenerator<string> {
    for (const each of path.endsWith("results.jsonl") ? results : timings) yield toJsonLine(each);
  };

/** The evaluation `e` in a format; nothing is hidden unless the test says so. */
export async function exportText(
  name: string,
  evaluation: MadeEvaluation,
  wishes: Partial<ExportOptions> = {},
): Promise<string> {
  const format = findFormat(name);
  if (format === undefined) throw new TypeError(`There is no format ${name}`);
  const { pieces } = await exportEvaluation("e", evaluation.setup, {
    format,
    lines: linesOf(evaluation),
    hideSecrets: as,
    hideKnown: as,
    version: "1.2.3",
    exportedAt: "2026-11-21T12:00:00.000Z",
    sha256,
    ...wishes,
  });
  return (await Array.fromAsync(pieces)).join("");
}
