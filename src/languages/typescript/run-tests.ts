import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { ModuleTree } from "./compiler-messages.ts";
import { readTestOutcome } from "./harness-lines.ts";
import { renderTestJob } from "./render-entry.ts";
import {
  describeEnd,
  findLimit,
  findSandbox,
  isSandbox,
  type Runner,
  type StageResult,
} from "./stage.ts";

/**
 * Runs the user's test files against the candidate. They are believed only when three signs agree: the runner
 * counts tests that passed and none that failed, no test failed, and the program ended with exit code 0.
 */
export async function runTests(tree: ModuleTree, runner: Runner): Promise<StageResult> {
  const { job, nonce } = renderTestJob(tree);
  const sandbox = findSandbox(runner, job.interpreter, "test");
  if (!isSandbox(sandbox)) return sandbox;
  const result = await runner.run(sandbox, job);

  const { failures, notes, summary } = readTestOutcome(result.stdout, nonce);
  if (failures.length > 0) {
    const diagnostics = failures.map(({ name, reason }) =>
      failure("test-failed", `The test ${JSON.stringify(name)} fails: ${reason}`.trim()),
    );
    return { status: "rejected", diagnostics };
  }
  const limit = findLimit(result);
  if (limit !== undefined) return { status: "inconclusive", reason: limit, diagnostics: [] };
  const refuse = (code: string, message: string): StageResult => ({
    status: "rejected",
    diagnostics: [failure(code, message)],
  });
  if (summary === undefined) {
    return refuse("tests-unfinished", `The tests did not finish: ${describeEnd(result)}`);
  }
  if (summary.passed === 0) {
    return refuse("no-tests", "The test files hold no test that ran");
  }
  if (!summary.isSuccess || result.ended !== "exit" || result.exitCode !== 0) {
    const why = notes.find((note) => /Error/.test(note)) ?? describeEnd(result);
    return refuse("tests-unfinished", `No test fails, but not all came to a good end: ${why}`);
  }
  const tool = { name: "node:test", version: summary.version };
  const record = { phase: "test", tool, count: summary.passed, sandbox: sandbox.id } as const;
  return { status: "accepted", record };
}

const failure = (code: string, message: string): Diagnostic =>
  createDiagnostic({
    tool: "node:test",
    code,
    phase: "test",
    category: "test",
    message: message.replaceAll(/\s*\n\s*/g, " "),
    raw: message,
  });
