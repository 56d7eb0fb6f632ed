import type { Candidate } from "../../domain/candidate.ts";
import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import type { Checker, CheckOptions } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import type { Reply } from "../../std/warm-process.ts";
import { createCheckerProcess } from "./checker-process.ts";
import { remark, toDiagnostic } from "./diagnostics.ts";
import { createExpectedValues } from "./expected-values.ts";
import { findInterpreter } from "./interpreter.ts";
import { findLayout } from "./project-modules.ts";
import { createRequireUsable } from "./require-usable.ts";
import { runExamples } from "./run-examples.ts";
import { runTests } from "./run-tests.ts";
import { createSandboxRunner, type SandboxRunner } from "./sandbox-runner.ts";
import { type Layout, noSandbox, type StageResult } from "./stage.ts";

/** Starts Python as a process that parses; what is executed runs in the sandbox. */
export async function openChecker(machine: Machine): Promise<Checker> {
  const python = await findInterpreter(machine);
  const process = createCheckerProcess(machine.toolRunner, python.path);
  const evaluateExpected = createExpectedValues();
  const requireUsable = createRequireUsable(process);
  const tool = { name: python.name, version: python.version };

  async function check(candidate: Candidate, options: CheckOptions): Promise<Verdict> {
    const { specification, timeoutMs, signal } = options;
    const endsAt = machine.clock.elapsed() + timeoutMs;
    const { path: file, text } = candidate;
    const signature = specification?.signature;
    if (specification !== undefined) {
      const unusable = await requireUsable(specification, options);
      if (unusable !== undefined) return unanswered(unusable);
    }
    const reply = await process.ask({ question: "check", text, signature }, options);
    if (reply.kind === "none") return unanswered(reply);

    const checks: CheckRecord[] = [];
    const beside = await checkCompanions(candidate, options);
    if (!("diagnostics" in beside)) return unanswered(beside);
    if (beside.diagnostics.some(isError)) {
      const { diagnostics } = beside;
      return { status: "rejected", phase: "syntax", diagnostics, checks, notRun: [] };
    }
    const phases = [
      { phase: "syntax", category: "syntax", findings: reply.answer.syntax, applies: true },
      {
        phase: "signature",
        category: "specification-changed",
        findings: reply.answer.signature.map((finding) => ({
          ...finding,
          help: `Declare it as: ${signature}`,
        })),
        applies: signature !== undefined,
      },
    ] as const;
    for (const { phase, category, findings, applies } of phases) {
      const diagnostics = findings.map((one) =>
        toDiagnostic(one, { file, tool: tool.name, phase, category }),
      );
      if (diagnostics.some(isError))
        return { status: "rejected", phase, diagnostics, checks, notRun: [] };
      const count = phase === "syntax" ? 1 + beside.count : 1;
      if (applies) checks.push({ phase, tool, count, sandbox: undefined });
    }
    return await runStages(candidate, options, { endsAt, checks, signal });
  }

  /** The modules beside the candidate, each read as the candidate itself is. */
  async function checkCompanions({ companions }: Candidate, options: CheckOptions) {
    const diagnostics: Diagnostic[] = [];
    const modules = companions.filter(isModule);
    for (const { path: file, text } of modules) {
      const reply = await process.ask({ question: "check", text, signature: undefined }, options);
      if (reply.kind === "none") return reply;
      const origin = { file, tool: tool.name, phase: "syntax", category: "syntax" } as const;
      diagnostics.push(...reply.answer.syntax.map((one) => toDiagnostic(one, origin)));
    }
    return { diagnostics, count: modules.length };
  }

  interface Progress {
    readonly endsAt: number;
    readonly checks: CheckRecord[];
    readonly signal: AbortSignal | undefined;
  }

  async function runStages(
    { path, text, companions }: Candidate,
    { specification, timeoutMs }: CheckOptions,
    { endsAt, checks, signal }: Progress,
  ): Promise<Verdict> {
    const { examples = [], testFiles = [] } = specification ?? {};
    const runner = createSandboxRunner(machine, python, { endsAt, signal });
    const arrange = (beside: typeof testFiles): Promise<Layout> =>
      findLayout({
        main: { path, text },
        beside,
        files: machine.files,
        standardModules: python.standardModules,
        async findImports(source) {
          const reply = await process.ask(
            { question: "imports", text: source },
            { timeoutMs, signal },
          );
          return reply.kind === "answer" ? reply.answer.imports : [];
        },
      });
    const runExampleStage = async (sandbox: SandboxRunner): Promise<StageResult> => {
      const expected = await evaluateExpected(examples, sandbox);
      if (expected.status !== "known") return expected;
      return await runExamples(examples, await arrange(companions), expected.values, sandbox);
    };
    const runTestStage = async (sandbox: SandboxRunner): Promise<StageResult> =>
      await runTests(
        testFiles,
        await arrange([...companions, ...testFiles]),
        sandbox,
        python.version,
      );

    const stages = [
      { phase: "example", applies: examples.length > 0, run: runExampleStage },
      { phase: "test", applies: testFiles.length > 0, run: runTestStage },
    ] as const;
    for (const { phase, applies, run } of stages) {
      if (!applies) continue;
      const result = runner === undefined ? noSandbox(phase) : await run(runner);
      if (result.status !== "accepted") return { ...result, phase, checks, notRun: [] };
      checks.push(result.record);
    }
    return {
      status: "accepted",
      phase: checks.at(-1)?.phase ?? "syntax",
      diagnostics: [],
      checks,
      notRun: [],
    };
  }

  return {
    tool,
    check,
    async findBypasses(candidate, options) {
      const found: Diagnostic[] = [];
      for (const { path: file, text } of [candidate, ...candidate.companions.filter(isModule)]) {
        const reply = await process.ask({ question: "bypasses", text }, options);
        if (reply.kind === "none") return [...found, unjudged(file, text, reply.detail)];
        const origin = { file, tool: "guard", phase: "guard", category: "bypass" } as const;
        found.push(...reply.answer.bypasses.map((finding) => toDiagnostic(finding, origin)));
      }
      return found;
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}

const isModule = ({ path }: SourceText): boolean => path.endsWith(".py");

const unanswered = ({ reason, detail }: Extract<Reply<unknown>, { kind: "none" }>): Verdict => ({
  status: "inconclusive",
  reason,
  phase: "syntax",
  diagnostics: [
    remark("cpython", "syntax", `The parser gave no answer: ${detail.split("\n").at(-1)}`),
  ],
  checks: [],
  notRun: [],
});

/** Text that the guard could not look at must not pass it. */
const unjudged = (file: string, text: string, detail: string): Diagnostic => ({
  ...remark("guard", "guard", `Cannot look for bypasses: ${detail.split("\n").at(-1)}`),
  code: "unjudged",
  severity: "error",
  span: { file, start: 0, end: text.length },
  help: "Write simpler code, with less nesting",
});
