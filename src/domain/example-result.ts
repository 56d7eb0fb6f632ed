/** What running one example gave, and what it says about the candidate; the same for every language. */

import type { Diagnostic } from "./diagnostic.ts";
import type { Example } from "./specification.ts";

export type ExampleResult =
  /** The value, written in the language's own notation; equal text means equal values. */
  | { readonly kind: "returned"; readonly value: string }
  /** `names` holds the error's class and its parents, most specific first. */
  | { readonly kind: "threw"; readonly names: readonly string[]; readonly message: string };

/** `result` against `example`; `expectedValue` is the expected expression, evaluated without the candidate. */
export function judgeExample(
  example: Example,
  expectedValue: string | undefined,
  result: ExampleResult,
): Diagnostic | undefined {
  const { expected } = example;
  if (expected.kind === "returns") {
    if (result.kind === "threw") return failed(example, `throws ${describeThrown(result)}`, expectedValue ?? "");
    return result.value === expectedValue ? undefined : failed(example, result.value, expectedValue ?? "");
  }
  const wanted = expected.name === undefined ? "an error" : `a ${expected.name}`;
  if (result.kind === "returned") return failed(example, result.value, `to throw ${wanted}`);
  if (expected.name === undefined || result.names.includes(expected.name)) return undefined;
  return failed(example, `throws ${describeThrown(result)}`, `to throw ${wanted}`);
}

const describeThrown = (thrown: { readonly names: readonly string[]; readonly message: string }): string =>
  `${thrown.names[0] ?? "something"}: ${thrown.message}`;

function failed(example: Example, actual: string, expected: string): Diagnostic {
  const message = `\`${example.call}\` gives ${actual}, expected ${expected}`;
  return {
    tool: "examples",
    code: "example-failed",
    phase: "example",
    category: "test",
    severity: "error",
    message,
    span: undefined,
    related: [],
    help: undefined,
    raw: message,
  };
}
