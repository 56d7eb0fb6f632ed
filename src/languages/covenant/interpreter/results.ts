/** What came of running tests and behaviours: plain data, the same inside and outside of the process that runs them. */

import type { Range } from "../syntax/token.ts";

/** What came of a test. */
export interface TestResult {
  /** The snippet that holds it. */
  readonly snippetId: string;
  /** The test's id; the snippet's own for the body of a `test` snippet. */
  readonly testId: string;
  /** Id of the requirement that it covers. */
  readonly covers: string | undefined;
  /** `fail`: its last value is false. `error`: something was raised. `inconclusive`: it could not be run to its end. */
  readonly status: "pass" | "fail" | "error" | "inconclusive";
  /** False when its last value is no Bool: then it shows only that nothing is raised. */
  readonly hasAsserted: boolean;
  readonly message: string | undefined;
  /** The step that failed. */
  readonly range: Range | undefined;
}

/** Something that is not as a behaviour says. */
export interface Difference {
  readonly about: "arguments" | "world" | "outcome" | "table" | "file" | "calls";
  /** The table, file or function. */
  readonly subject: string | undefined;
  /** As JSON, cut where it is long. */
  readonly expected: string | undefined;
  readonly found: string | undefined;
  readonly message: string;
}

/** What came of a behaviour. */
export interface BehaviourResult {
  readonly name: string;
  readonly isHidden: boolean;
  readonly status: "pass" | "fail" | "inconclusive";
  /** Empty unless it failed. */
  readonly differences: readonly Difference[];
  /** Why it is inconclusive. */
  readonly message: string | undefined;
  /** The step that raised what was not expected. */
  readonly range: Range | undefined;
}
