/** The formats that an evaluation can be written in, by name, and what each of them leaves out. */

import { csvFormat } from "./csv-format.ts";
import { FORMAT_NAMES, type FormatName } from "./format-names.ts";
import { inspectFormat } from "./inspect-format.ts";
import { jsonlFormat } from "./jsonl-format.ts";
import { junitFormat } from "./junit-format.ts";
import { markdownFormat } from "./markdown-format.ts";
import { promptfooFormat } from "./promptfoo-format.ts";
import type { ResultFormat } from "./result-format.ts";
import { sarifFormat } from "./sarif-format.ts";

const FORMATS = {
  csv: csvFormat,
  junit: junitFormat,
  sarif: sarifFormat,
  jsonl: jsonlFormat,
  markdown: markdownFormat,
  promptfoo: promptfooFormat,
  inspect: inspectFormat,
} as const satisfies Record<FormatName, ResultFormat>;

/** @returns `undefined` for a name that is none */
export function findFormat(
  name: string,
): (ResultFormat & { readonly name: FormatName }) | undefined {
  const known = FORMAT_NAMES.find((each) => each === name);
  return known && { ...FORMATS[known], name: known };
}

/** No format holds them: results do not. */
const IN_JOURNALS = "prompts, answers and code, which stand in the runs' journals";
const SETUP = "the setup: seeds, limits and prompt texts of the solvers";

/** What a file of each format does not hold. Told with every export; the guide's table says the same. */
export const LEFT_OUT: Readonly<Record<FormatName, readonly string[]>> = {
  csv: [
    IN_JOURNALS,
    SETUP,
    "the text of diagnostics before the last attempt's",
    "reasons of scores that did not decide",
    "times of single attempts",
  ],
  junit: [IN_JOURNALS, SETUP, "attempts before the last", "tokens and money"],
  sarif: [
    IN_JOURNALS,
    SETUP,
    "samples that passed",
    "attempts before the last",
    "tokens, money and times",
  ],
  jsonl: [IN_JOURNALS, SETUP],
  markdown: [
    IN_JOURNALS,
    SETUP,
    "single samples that passed",
    "failed samples after the first 40",
    "times",
  ],
  promptfoo: [IN_JOURNALS],
  inspect: [IN_JOURNALS],
};
