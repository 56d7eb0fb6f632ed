import type { ExampleResult } from "../../domain/example-result.ts";

/** What one call gave; `opaque` names a kind of value in it that cannot be compared. */
export type CallOutcome = ExampleResult & { readonly opaque: string | undefined };

/** The harness's own lines in `stdout`, without the nonce. What a candidate prints is not among them. */
const linesOf = (stdout: string, nonce: string): readonly string[] =>
  stdout
    .split("\n")
    .filter((line) => line.startsWith(`${nonce} `))
    .map((line) => line.slice(nonce.length + 1));

/** Outcomes by the calls' numbers; calls that did not end have none. */
export function readCallOutcomes(stdout: string, nonce: string): ReadonlyMap<number, CallOutcome> {
  const outcomes = new Map<number, CallOutcome>();
  for (const line of linesOf(stdout, nonce)) {
    const [number = "", kind, ...rest] = line.split(" ");
    const at = Number(number);
    const [first = "", second = ""] = readStrings(rest.join(" "));
    if (outcomes.has(at)) continue;
    if (kind === "returned") {
      outcomes.set(at, { kind, value: first, opaque: second === "" ? undefined : second });
    }
    if (kind === "threw") {
      outcomes.set(at, { kind, names: first.split(","), message: second, opaque: undefined });
    }
  }
  return outcomes;
}

/** What came of a run of test files. */
export interface TestOutcome {
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
  /** Remarks of the runner, e.g. of errors after a test had ended. */
  readonly notes: readonly string[];
  /** The runner's own, at its very end. */
  readonly summary:
    | {
        /** Tests that ran and passed, without suites. */
        readonly passed: number;
        readonly isSuccess: boolean;
        readonly version: string;
      }
    | undefined;
}

/** What the test harness said. */
export function readTestOutcome(stdout: string, nonce: string): TestOutcome {
  const lines = linesOf(stdout, nonce);
  const failures = lines
    .filter((line) => line.startsWith("failed "))
    .map((line) => readStrings(line.slice("failed ".length)))
    .map(([name = "", reason = ""]) => ({ name, reason }));
  const notes = lines
    .filter((line) => line.startsWith("noted "))
    .flatMap((line) => readStrings(line));
  const summary = lines.find((line) => line.startsWith("summary "));
  if (summary === undefined) return { failures, notes, summary };
  const [, passed, success, version = ""] = summary.split(" ");
  const isSuccess = success === "true";
  return { failures, notes, summary: { passed: Number(passed), isSuccess, version } };
}

/** JSON strings with spaces between them. */
const readStrings = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => JSON.parse(literal) as string);
