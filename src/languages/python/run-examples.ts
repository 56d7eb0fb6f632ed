import type { Diagnostic } from "../../domain/diagnostic.ts";
import { type ExampleResult, judgeExample } from "../../domain/example-result.ts";
import type { Example } from "../../domain/specification.ts";
import { failure } from "./diagnostics.ts";
import { readCalls } from "./harness-lines.ts";
import { describeImportError } from "./import-error.ts";
import type { SandboxRunner } from "./sandbox-runner.ts";
import { describeEnd, findLimit, type Layout, outOf, type StageResult } from "./stage.ts";

/** Version of the harness: how calls are made and values are written. */
const HARNESS_VERSION = "1";

/** Makes the calls in the sandbox and compares, out here, what each gives with `expected`, by its number. */
export async function runExamples(
  examples: readonly Example[],
  layout: Layout,
  expected: ReadonlyMap<number, string>,
  runner: SandboxRunner,
): Promise<StageResult> {
  const expressions = examples.map(({ call }) => call);
  const outcome = await runner.run({ ...layout, expressions, tests: [] });
  const { importError, outcomes, isWhole } = readCalls(outcome.lines);
  if (importError !== undefined) {
    return {
      status: "rejected",
      diagnostics: [describeImportError(importError, layout, "example")],
    };
  }
  const failures = examples.flatMap((example, at) => {
    const found = outcomes.get(at);
    const failed =
      found && !isOutOfMemory(found, example) && judgeExample(example, expected.get(at), found);
    return failed ? [failed] : [];
  });
  const limit = findLimit(outcome);
  if (limit !== undefined) {
    return failures.length > 0
      ? { status: "rejected", diagnostics: failures }
      : outOf(limit, "example");
  }
  const unfinished = examples.find((_, at) => !outcomes.has(at));
  if (unfinished !== undefined)
    failures.push(unfinishedAt(unfinished, describeEnd(outcome.result)));
  if (failures.length > 0) return { status: "rejected", diagnostics: failures };
  if (examples.some((example, at) => isOutOfMemory(outcomes.get(at), example)))
    return outOf("memory", "example");
  if (!isWhole || outcome.result.ended !== "exit" || outcome.result.exitCode !== 0) {
    const message = `The examples are right, but ${describeEnd(outcome.result)}`;
    return { status: "rejected", diagnostics: [unfinishedWith(message)] };
  }
  const tool = { name: "examples", version: HARNESS_VERSION };
  const record = {
    phase: "example",
    tool,
    count: examples.length,
    sandbox: runner.sandbox,
  } as const;
  return { status: "accepted", record };
}

/** The sandbox refuses memory by an exception: that is its limit, and not the candidate's answer. */
const isOutOfMemory = (found: ExampleResult | undefined, { expected }: Example): boolean =>
  found?.kind === "threw" &&
  found.names[0] === "MemoryError" &&
  !(expected.kind === "throws" && expected.name === "MemoryError");

const unfinishedAt = ({ call }: Example, end: string): Diagnostic =>
  unfinishedWith(
    `\`${call}\` did not finish: ${end}`,
    "Let every call return or raise an exception; the process itself must go on",
  );

const unfinishedWith = (message: string, help?: string): Diagnostic =>
  failure({ tool: "examples", code: "example-unfinished", phase: "example", message, help });
