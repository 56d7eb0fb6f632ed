import type { ExampleResult } from "../../domain/example-result.ts";

/** An error as the harness tells it; `line` is the last line of the candidate that it came through, from 1. */
export interface Thrown {
  readonly kind: "threw";
  readonly names: readonly string[];
  readonly message: string;
  readonly line: number | null;
}

export interface Calls {
  /** Why the candidate could not be imported. */
  readonly importError: Thrown | undefined;
  /** By the calls' numbers; calls that did not end have none. */
  readonly outcomes: ReadonlyMap<number, ExampleResult>;
  /** Whether the harness came to its end. */
  readonly isWhole: boolean;
}

/** What the harness said of calls. */
export function readCalls(lines: readonly unknown[]): Calls {
  const told = lines as readonly CallLine[];
  const outcomes = new Map<number, ExampleResult>();
  for (const line of told) {
    if ("at" in line && !outcomes.has(line.at)) outcomes.set(line.at, line.outcome);
  }
  const failed = told.find((line) => "import" in line);
  return { importError: failed?.import, outcomes, isWhole: told.some((line) => "end" in line) };
}

type CallLine =
  | { readonly at: number; readonly outcome: ExampleResult }
  | { readonly import: Thrown }
  | { readonly end: true };

export interface FailedTest {
  readonly name: string;
  /** The error's class. */
  readonly error: string;
  readonly message: string;
  /** The line of the test that failed, as it is written. */
  readonly source: string | null;
  readonly line: number | null;
  readonly traceback: string;
}

/** A test file that could not be loaded; `missing` is the module that is not there. */
export interface UnusableTests {
  readonly path: string;
  readonly message: string;
  readonly missing: string | null;
  readonly names?: readonly string[];
}

export interface TestRun {
  readonly importError: Thrown | undefined;
  readonly unusable: UnusableTests | undefined;
  readonly failed: readonly FailedTest[];
  readonly summary: TestSummary | undefined;
}

interface TestSummary {
  readonly found: number;
  readonly passed: number;
  readonly failed: number;
}

/** What the harness said of tests. */
export function readTests(lines: readonly unknown[]): TestRun {
  const told = lines as readonly TestLine[];
  return {
    importError: told.find((line) => "import" in line)?.import,
    unusable: told.find((line) => "unusable" in line)?.unusable,
    failed: told.flatMap((line) => ("failed" in line ? [line.failed] : [])),
    summary: told.find((line) => "summary" in line)?.summary,
  };
}

type TestLine =
  | { readonly import: Thrown }
  | { readonly unusable: UnusableTests }
  | { readonly failed: FailedTest }
  | { readonly summary: TestSummary };
