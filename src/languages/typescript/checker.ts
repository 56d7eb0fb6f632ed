import type { Candidate } from "../../domain/candidate.ts";
import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Specification } from "../../domain/specification.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import type { Checker, CheckOptions } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { type CompilerClient, createCompilerClient } from "./compiler-client.ts";
import type { Compilation } from "./compiler-messages.ts";
import { createExpectedValues } from "./expected-values.ts";
import { observeCalls } from "./observe-calls.ts";
import { runExamples } from "./run-examples.ts";
import { runTests } from "./run-tests.ts";
import { type Runner, remark, type StageResult } from "./stage.ts";

/** Generous: a cold start on a busy machine takes seconds. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the TypeScript compiler in its own process.
 *
 * @throws {Fault} `toolchain/missing` when it does not answer.
 */
export async function openChecker(machine: Machine): Promise<Checker> {
  const compiler = createCompilerClient(machine.toolRunner);
  const tool = { name: "tsc", version: await greet(compiler) };
  const evaluateExpected = createExpectedValues();

  async function check(candidate: Candidate, options: CheckOptions): Promise<Verdict> {
    const { specification, timeoutMs, signal } = options;
    const runner = createRunner(machine, timeoutMs, signal);
    const reply = await compiler.ask(toRequest(candidate, machine.files.root, options), options);
    if (reply.kind === "none") {
      const message = `The compiler gave no answer: ${firstLine(reply.detail)}`;
      const diagnostics = [remark(tool.name, "type", message)];
      return {
        status: "inconclusive",
        reason: reply.reason,
        phase: "type",
        diagnostics,
        checks: [],
        notRun: [],
      };
    }
    const compiled = reply.answer;
    const checks = compiled.held.map((held) => ({ ...held, tool, sandbox: undefined }));
    const { diagnostics } = compiled;
    if (diagnostics.some(isError)) {
      return { status: "rejected", phase: compiled.phase, diagnostics, checks, notRun: [] };
    }
    return await runStages(compiled, checks, [
      ["example", () => runExampleStage(compiled, specification, runner)],
      ["test", () => runTestStage(compiled, runner)],
    ]);
  }

  async function runExampleStage(
    { examples: modules }: Compilation,
    specification: Specification | undefined,
    runner: Runner,
  ): Promise<StageResult | undefined> {
    if (modules === undefined || specification === undefined) return undefined;
    const { examples } = specification;
    const expected = await evaluateExpected(examples, modules.expected, runner);
    if (expected.status !== "known") return expected;
    return await runExamples(examples, modules.calls, expected.values, runner);
  }

  return {
    tool,
    check,
    async findBypasses(candidate, options) {
      const found: Diagnostic[] = [];
      for (const { path, text } of [candidate, ...candidate.companions.filter(isSource)]) {
        const reply = await compiler.ask({ kind: "find-bypasses", path, text }, options);
        found.push(
          ...(reply.kind === "answer" ? reply.answer : [unjudged({ path, text }, reply.detail)]),
        );
      }
      return found;
    },
    observe: (candidate, options) =>
      observeCalls(candidate, options, {
        compiler,
        runner: createRunner(machine, options.timeoutMs, options.signal),
        root: machine.files.root,
      }),
    [Symbol.asyncDispose]: () => compiler[Symbol.asyncDispose](),
  };
}

const runTestStage = async (
  { tests }: Compilation,
  runner: Runner,
): Promise<StageResult | undefined> =>
  tests === undefined ? undefined : await runTests(tests, runner);

type Stage = readonly [phase: "example" | "test", run: () => Promise<StageResult | undefined>];

async function runStages(
  compiled: Compilation,
  held: readonly CheckRecord[],
  stages: readonly Stage[],
): Promise<Verdict> {
  const checks = [...held];
  for (const [phase, run] of stages) {
    const result = await run();
    if (result === undefined) continue;
    if (result.status === "accepted") checks.push(result.record);
    else
      return {
        ...result,
        phase,
        diagnostics: [...compiled.diagnostics, ...result.diagnostics],
        checks,
        notRun: [],
      };
  }
  const phase = checks.at(-1)?.phase ?? compiled.phase;
  return { status: "accepted", phase, diagnostics: compiled.diagnostics, checks, notRun: [] };
}

async function greet(compiler: CompilerClient): Promise<string> {
  const reply = await compiler.ask(
    { kind: "greet" },
    { timeoutMs: START_TIMEOUT_MS, signal: undefined },
  );
  if (reply.kind === "answer") return reply.answer.version;
  await compiler[Symbol.asyncDispose]();
  throw new Fault(
    "toolchain/missing",
    `Cannot start the TypeScript compiler: ${firstLine(reply.detail)}`,
    {
      help: "Install specwright again: the compiler comes with it",
      details: { output: reply.detail },
    },
  );
}

function createRunner(
  { sandbox, clock }: Machine,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Runner {
  const start = clock.elapsed();
  return {
    sandbox,
    run(chosen, job) {
      const leftMs = Math.max(1, Math.round(timeoutMs - (clock.elapsed() - start)));
      const wantedMs = job.limits?.timeoutMs ?? leftMs;
      return chosen.run({ ...job, limits: { timeoutMs: Math.min(wantedMs, leftMs) } }, { signal });
    },
  };
}

const toRequest = (
  { path, text, companions }: Candidate,
  root: string,
  { specification, profile }: CheckOptions,
) =>
  ({
    kind: "compile",
    root,
    path,
    text,
    profile,
    signature: specification?.signature,
    examples: specification?.examples ?? [],
    testFiles: specification?.testFiles ?? [],
    companions,
  }) as const;

/** Text that the guard could not look at must not pass it. */
const unjudged = ({ path, text }: SourceText, detail: string): Diagnostic => ({
  ...remark("guard", "guard", `Cannot look for bypasses: ${firstLine(detail)}`),
  code: "unjudged",
  severity: "error",
  span: { file: path, start: 0, end: text.length },
  help: "Write simpler code, with less nesting",
});

const isSource = ({ path }: SourceText): boolean => /\.(?:tsx?|mts)$/.test(path);

const firstLine = (text: string): string =>
  text.split("\n").find((line) => /\w*Error\b|^no answer/.test(line)) ?? text.split("\n")[0] ?? "";
