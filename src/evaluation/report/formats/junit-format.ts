import {
  JUNIT_END,
  JUNIT_SUITE_END,
  type JunitCounts,
  type JunitNote,
  junitCase,
  junitStart,
  junitSuiteStart,
} from "../../../std/junit-xml.ts";
import type { StoredSample } from "./open-samples.ts";
import type { ResultFormat } from "./result-format.ts";
import { lastRefusals, reasonOf, type Standing, standingOf } from "./standing.ts";
import type { SolverSurvey } from "./survey-samples.ts";

/** What is undecided is an error, never a success and never a failure of the answer. */
const ELEMENTS = {
  passed: undefined,
  wrong: "failure",
  undecided: "error",
} as const satisfies Record<Standing, JunitNote["element"] | undefined>;

/** JUnit XML: a suite for each solver, a case for each sample. */
export const junitFormat: ResultFormat = {
  looks: /^<\?xml[^>]*>\s*<testsuites name="specwright/,
  isOfOneSolver: false,
  async *render({ id, setup, walk }, { survey }) {
    const all = sum([...survey.bySolver.values()]);
    yield junitStart(`specwright ${id}`, countsOf(all), all.totalMs);
    let open: string | undefined;
    for await (const sample of walk(survey.samples)) {
      const { solver } = sample.result;
      if (solver !== open) {
        if (open !== undefined) yield JUNIT_SUITE_END;
        open = solver;
        const own = survey.bySolver.get(solver) ?? all;
        yield junitSuiteStart(solver, countsOf(own), own.totalMs);
      }
      yield renderCase(sample, setup.epochs);
    }
    if (open !== undefined) yield JUNIT_SUITE_END;
    yield JUNIT_END;
  },
};

function renderCase({ result, timing }: StoredSample, epochs: number): string {
  const element = ELEMENTS[standingOf(result)];
  const refusals = lastRefusals(result).map(
    ({ code, phase, message }) => `${code ?? phase}: ${message}`,
  );
  const text = refusals.length > 1 ? refusals.join("\n") : undefined;
  const note = element && { element, message: reasonOf(result), type: result.status, text };
  return junitCase({
    group: result.category,
    name: epochs > 1 ? `${result.task}, epoch ${result.epoch + 1}` : result.task,
    timeMs: timing?.totalMs,
    note,
  });
}

const countsOf = ({ standings: { passed, wrong, undecided } }: SolverSurvey): JunitCounts => ({
  tests: passed + wrong + undecided,
  failures: wrong,
  errors: undecided,
});

const sum = (surveys: readonly SolverSurvey[]): SolverSurvey => ({
  standings: {
    passed: surveys.reduce((total, { standings }) => total + standings.passed, 0),
    wrong: surveys.reduce((total, { standings }) => total + standings.wrong, 0),
    undecided: surveys.reduce((total, { standings }) => total + standings.undecided, 0),
  },
  totalMs: surveys.reduce((total, { totalMs }) => total + totalMs, 0),
});
