import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import { judgeExample } from "../../domain/example-result.ts";
import type { Example } from "../../domain/specification.ts";
import type { SandboxResult } from "../../ports/sandbox.ts";
import type { ModuleTree } from "./compiler-messages.ts";
import { readCallOutcomes } from "./harness-lines.ts";
import { renderCallJob } from "./render-entry.ts";
import {
  describeEnd,
  findLimit,
  findSandbox,
  isSandbox,
  type Runner,
  remark,
  type StageResult,
} from "./stage.ts";

/** Version of the harness: how calls are made and values are written. */
const HARNESS_VERSION = "1";

/** Makes the calls in the sandbox and compares, out here, what each gives with `expected`, by its number. */
export async function runExamples(
  examples: readonly Example[],
  tree: ModuleTree,
  expected: ReadonlyMap<number, string>,
  runner: Runner,
): Promise<StageResult> {
  const { job, nonce } = renderCallJob(tree);
  const sandbox = findSandbox(runner, job.interpreter, "example");
  if (!isSandbox(sandbox)) return sandbox;
  const result = await runner.run(sandbox, job);

  const outcomes = readCallOutcomes(result.stdout, nonce);
  const failures = examples.flatMap((example, at) => {
    const outcome = outcomes.get(at);
    const failure = outcome && judgeExample(example, expected.get(at), outcome);
    return failure === undefined ? [] : [failure];
  });
  const unfinished = examples.filter((_, at) => !outcomes.has(at));
  const limit = findLimit(result);
  if (limit !== undefined && (failures.length > 0 || unfinished.length > 0)) {
    return failures.length > 0
      ? { status: "rejected", diagnostics: failures }
      : {
          status: "inconclusive",
          reason: limit,
          diagnostics: unfinished.map((one) => remarkOn(one, result)),
        };
  }
  const diagnostics = [...failures, ...unfinished.map((example) => unfinishedAt(example, result))];
  if (diagnostics.length > 0) return { status: "rejected", diagnostics };
  if (limit !== undefined) return { status: "inconclusive", reason: limit, diagnostics: [] };
  if (result.ended !== "exit" || result.exitCode !== 0) {
    return {
      status: "rejected",
      diagnostics: [failure(`The examples are right, but ${describeEnd(result)}`)],
    };
  }
  const tool = { name: "examples", version: HARNESS_VERSION };
  const record = { phase: "example", tool, count: examples.length, sandbox: sandbox.id } as const;
  return { status: "accepted", record };
}

const remarkOn = ({ call }: Example, result: SandboxResult): Diagnostic =>
  remark("examples", "example", `\`${call}\` did not finish: ${describeEnd(result)}`);

const unfinishedAt = ({ call }: Example, result: SandboxResult): Diagnostic =>
  failure(
    `\`${call}\` did not finish: ${describeEnd(result)}`,
    "Let every call return or throw; the program itself must go on",
  );

const failure = (message: string, help?: string): Diagnostic =>
  createDiagnostic({
    tool: "examples",
    code: "example-unfinished",
    phase: "example",
    category: "test",
    message,
    help,
  });
