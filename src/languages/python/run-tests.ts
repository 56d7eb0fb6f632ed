import type { Diagnostic } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { failure, remark } from "./diagnostics.ts";
import { type FailedTest, readTests, type UnusableTests } from "./harness-lines.ts";
import { describeImportError, findLine } from "./import-error.ts";
import type { SandboxRunner } from "./sandbox-runner.ts";
import { describeEnd, findLimit, type Layout, outOf, type StageResult } from "./stage.ts";

/**
 * Runs the user's test files against the candidate. They are believed only when three signs agree: the harness
 * counts tests that passed and none that failed, no test failed, and the process ended with exit code 0.
 *
 * @throws {Fault} `specification/invalid` when a test file itself cannot be used.
 */
export async function runTests(
  testFiles: readonly SourceText[],
  layout: Layout,
  runner: SandboxRunner,
  version: string,
): Promise<StageResult> {
  const tests = testFiles.map(({ path }) => path).filter((path) => path.endsWith(".py"));
  const outcome = await runner.run({ ...layout, expressions: [], tests });
  const { importError, unusable, failed, summary } = readTests(outcome.lines);
  if (importError !== undefined)
    return rejectedBy(describeImportError(importError, layout, "test"));
  if (unusable !== undefined) return rejectedBy(judgeUnusable(unusable, layout));
  if (failed.length > 0) return rejectedBy(...failed.map((test) => toDiagnostic(test, layout)));
  const limit = findLimit(outcome);
  if (limit !== undefined) return outOf(limit, "test");
  const { result } = outcome;
  if (
    summary === undefined ||
    summary.failed > 0 ||
    result.ended !== "exit" ||
    result.exitCode !== 0
  ) {
    return rejectedBy(
      testFailure("tests-unfinished", `The tests did not finish: ${describeEnd(result)}`),
    );
  }
  if (summary.found === 0) throw unusableFault(tests.join(", "), "it holds no tests");
  if (summary.passed === 0) {
    const diagnostics = [
      remark("unittest", "test", "All tests are skipped, so that they say nothing"),
    ];
    return { status: "inconclusive", reason: "tool-crash", diagnostics };
  }
  const tool = { name: "unittest", version };
  const record = { phase: "test", tool, count: summary.passed, sandbox: runner.sandbox } as const;
  return { status: "accepted", record };
}

const rejectedBy = (...diagnostics: readonly Diagnostic[]): StageResult => ({
  status: "rejected",
  diagnostics,
});

/** A test file that asks the candidate for what it does not have speaks against the candidate, else against itself. */
function judgeUnusable(
  { path, message, missing, names = [] }: UnusableTests,
  layout: Layout,
): Diagnostic {
  const { module } = layout;
  const own = [module, ...module.split(".")];
  if (
    names.includes("ImportError") &&
    missing === null &&
    own.some((name) => message.includes(`'${name}'`))
  ) {
    return testFailure("tests-unfinished", `${path} cannot import what it tests: ${message}`);
  }
  throw unusableFault(path, message);
}

const unusableFault = (path: string, why: string): Fault =>
  new Fault("specification/invalid", `Cannot run the tests in "${path}": ${why}`, {
    help: "Write tests with unittest, or functions named test_… without fixtures; import the module by its name",
  });

function toDiagnostic(
  { name, error, message, source, line, traceback }: FailedTest,
  layout: Layout,
): Diagnostic {
  // An assertion without a message says nothing but where it stands.
  const said = message === "" ? (source ?? "") : message;
  return {
    ...testFailure("test-failed", `The test ${name} fails: ${error}: ${said}`.replace(/: $/, "")),
    span: findLine(layout, line),
    raw: traceback || `${error}: ${said}`,
  };
}

const testFailure = (code: string, message: string): Diagnostic =>
  failure({ tool: "unittest", code, phase: "test", message });
