import { toJsonLine } from "../../../std/json-line.ts";
import type { ResultFormat } from "./result-format.ts";

/** A line a sample: all of its result, and its times below `timing`. */
export const jsonlFormat: ResultFormat = {
  looks: /^\{"index":[^\n]*"runId":/,
  isOfOneSolver: false,
  async *render({ walk }, { survey }) {
    for await (const { result, timing } of walk(survey.samples))
      yield `${toJsonLine({ ...result, timing })}\n`;
  },
};
