import { Fault } from "../../domain/fault.ts";
import type { Example } from "../../domain/specification.ts";
import { createBoundedMap } from "../../std/bounded-map.ts";
import type { ModuleTree } from "./compiler-messages.ts";
import { type CallOutcome, readCallOutcomes } from "./harness-lines.ts";
import { renderCallJob } from "./render-entry.ts";
import {
  describeEnd,
  findLimit,
  findSandbox,
  isSandbox,
  type Runner,
  type StageResult,
} from "./stage.ts";

/** Expected values by the examples' numbers, or why there are none. */
export type ExpectedValues =
  | { readonly status: "known"; readonly values: ReadonlyMap<number, string> }
  | Extract<StageResult, { status: "inconclusive" }>;

/** Specifications whose expected values are remembered. */
const MOST_SPECIFICATIONS = 32;

/** Evaluates expected values in runs of their own, which no candidate sees, once for each specification. */
export function createExpectedValues() {
  const known = createBoundedMap<ExpectedValues>(MOST_SPECIFICATIONS);

  return async (
    examples: readonly Example[],
    tree: ModuleTree,
    runner: Runner,
  ): Promise<ExpectedValues> => {
    const key = JSON.stringify([runner.sandbox?.id, examples]);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const values = await evaluate(examples, tree, runner);
    if (values.status === "known") known.set(key, values);
    return values;
  };
}

/** @throws {Fault} `specification/invalid` when an expected value is none. */
async function evaluate(
  examples: readonly Example[],
  tree: ModuleTree,
  runner: Runner,
): Promise<ExpectedValues> {
  const expressions = examples.flatMap(({ call, expected }, at) =>
    expected.kind === "returns" ? [{ at, call, expression: expected.expression }] : [],
  );
  if (expressions.length === 0) return { status: "known", values: new Map() };

  const { job, nonce } = renderCallJob(tree);
  const sandbox = findSandbox(runner, job.interpreter, "example");
  if (!isSandbox(sandbox)) return sandbox;
  const result = await runner.run(sandbox, job);
  const outcomes = readCallOutcomes(result.stdout, nonce);
  const values = new Map<number, string>();
  for (const [number, { at, call, expression }] of expressions.entries()) {
    const outcome = outcomes.get(number);
    const limit = findLimit(result);
    if (outcome === undefined && limit !== undefined) {
      return { status: "inconclusive", reason: limit, diagnostics: [] };
    }
    values.set(at, requireValue(outcome, `\`${expression}\` of \`${call}\``, describeEnd(result)));
  }
  return { status: "known", values };
}

function requireValue(outcome: CallOutcome | undefined, what: string, end: string): string {
  if (outcome?.kind === "returned" && outcome.opaque === undefined) return outcome.value;
  const why =
    outcome === undefined
      ? end
      : outcome.kind === "returned"
        ? `it holds ${outcome.opaque}, which cannot be compared`
        : `it throws ${outcome.names[0]}: ${outcome.message}`;
  throw new Fault("specification/invalid", `Cannot use the expected value ${what}: ${why}`, {
    help: "Write it with the language's own values; it is evaluated without the code that is to be written",
  });
}
