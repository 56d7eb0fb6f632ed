/** What running one example gave, and what it says about the candidate; the same for every language. */

import { createDiagnostic, type Diagnostic } from "./diagnostic.ts";
import type { Example } from "./specification.ts";

export type ExampleResult =
  /** The value, written in the language's own notation; equal text means equal values. */
  | { readonly kind: "returned"; readonly value: string }
  /** `names` holds the error's class and its parents, most specific first. */
  | { readonly kind: "threw"; readonly names: readonly string[]; readonly message: string };

/**
 * `result` against `example`, as a diagnostic when they differ. `expectedValue` is the expected expression, evaluated
 * without the candidate; `undefined` where the example expects an error.
 */
export function judgeExample(
  example: Example,
  expectedValue: string | undefined,
  result: ExampleResult,
): Diagnostic | undefined {
  if (isAsExpected(example, expectedValue, result)) return undefined;
  const message = `\`${example.call}\` ${describeResult(result)}, expected ${describeExpected(example, expectedValue)}`;
  return createDiagnostic({
    tool: "examples",
    code: "example-failed",
    phase: "example",
    category: "test",
    message,
  });
}

function isAsExpected(
  { expected }: Example,
  expectedValue: string | undefined,
  result: ExampleResult,
): boolean {
  if (expected.kind === "returns") {
    return (
      result.kind === "returned" && expectedValue !== undefined && result.value === expectedValue
    );
  }
  if (result.kind === "returned") return false;
  return expected.name === undefined || result.names.includes(expected.name);
}

const describeResult = (result: ExampleResult): string =>
  result.kind === "returned"
    ? `gives ${result.value}`
    : `throws ${result.names[0] ?? "something"}: ${result.message}`;

const describeExpected = ({ expected }: Example, expectedValue: string | undefined): string =>
  expected.kind === "returns"
    ? (expectedValue ?? expected.expression)
    : `it to throw ${expected.name ?? "an error"}`;
