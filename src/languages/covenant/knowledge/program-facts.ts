/** What our own analysis says of a program that a template is about. */

import { createLineIndex } from "../../../std/line-index.ts";
import { analyze } from "../analyze.ts";
import { isBlocking } from "../finding.ts";
import { describeQueries } from "../queries/describe-queries.ts";
import { parse } from "../syntax/parse.ts";
import type { ParameterValues } from "./template-parameters.ts";

export interface ProgramFacts {
  /** The queries with their costs and findings; empty where there are none. */
  readonly queries: string;
  /** What the checker refuses, one each, with the line and what helps. */
  readonly diagnosis: readonly string[];
}

/** Facts about the parameter `program`; empty for templates that have none. */
export function readProgramFacts({ program }: ParameterValues): ProgramFacts {
  if (typeof program !== "string") return { queries: "", diagnosis: [] };
  const { position } = createLineIndex(program);
  const errors = analyze(program, "strict").findings.filter(isBlocking);
  return {
    queries: errors.length === 0 ? describeQueries(parse(program).program) : "",
    diagnosis: errors
      .slice(0, MOST_ERRORS)
      .map(({ code, range, message, help = "" }) =>
        `${code} line ${position(range.start).line}: ${message}. ${help}`.trim(),
      ),
  };
}

/** What comes after the first few follows from them, more often than not. */
const MOST_ERRORS = 12;
