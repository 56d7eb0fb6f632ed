import { Fault } from "../../domain/fault.ts";
import type { Example } from "../../domain/specification.ts";
import { createBoundedMap } from "../../std/bounded-map.ts";
import { readCalls } from "./harness-lines.ts";
import type { SandboxRunner } from "./sandbox-runner.ts";
import { describeEnd, findLimit, outOf, type StageResult } from "./stage.ts";

/** Expected values by the examples' numbers, or why there are none. */
export type ExpectedValues =
  | { readonly status: "known"; readonly values: ReadonlyMap<number, string> }
  | StageResult;

/** Specifications whose expected values are remembered. */
const MOST_SPECIFICATIONS = 32;

/** Evaluates expected values in runs of their own, which no candidate sees, once for each specification. */
export function createExpectedValues() {
  const known = createBoundedMap<ExpectedValues>(MOST_SPECIFICATIONS);
  return async (examples: readonly Example[], runner: SandboxRunner): Promise<ExpectedValues> => {
    const key = JSON.stringify(examples.map(({ expected }) => expected));
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const values = await evaluate(examples, runner);
    if (values.status === "known") known.set(key, values);
    return values;
  };
}

/** @throws {Fault} `specification/invalid` when an expected value is none. */
async function evaluate(
  examples: readonly Example[],
  runner: SandboxRunner,
): Promise<ExpectedValues> {
  const wanted = examples.flatMap(({ expected }, at) =>
    expected.kind === "returns" ? [{ at, expression: expected.expression }] : [],
  );
  if (wanted.length === 0) return { status: "known", values: new Map() };
  const expressions = wanted.map(({ expression }) => expression);
  const alone = { files: [], path: "", module: "", paths: [], lastPaths: [], tests: [] };
  const outcome = await runner.run({ ...alone, expressions });
  const { outcomes } = readCalls(outcome.lines);

  const values = new Map<number, string>();
  for (const [number, { at, expression }] of wanted.entries()) {
    const limit = findLimit(outcome);
    const found = outcomes.get(number);
    if (found === undefined && limit !== undefined) return outOf(limit, "example");
    if (found?.kind !== "returned") {
      const why =
        found === undefined ? describeEnd(outcome.result) : `${found.names[0]}: ${found.message}`;
      throw new Fault(
        "specification/invalid",
        `Cannot evaluate the expected value \`${expression}\`: ${why}`,
        {
          help: "Use plain values and the standard library: it is evaluated without the code that is asked for",
        },
      );
    }
    values.set(at, found.value);
  }
  return { status: "known", values };
}
