import type { Candidate } from "../../domain/candidate.ts";
import { type AppliedFix, isError } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import type {
  Checker,
  CheckOptions,
  FixedCandidate,
  TestResult,
} from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { analyze } from "./analyze.ts";
import { findBypasses } from "./bypasses.ts";
import type { FoundCompiler } from "./compiler/find-compiler.ts";
import { searchCompiler } from "./compiler-search.ts";
import { createConclusion, inconclusive } from "./conclusion.ts";
import { checkCompleteness, checkConformance } from "./conformance/check-conformance.ts";
import { addMissingDeclarations } from "./conformance/declarations.ts";
import { isBlocking } from "./finding.ts";
import { createInterpreterClient } from "./interpreter/interpreter-client.ts";
import type { TestResult as OwnTestResult } from "./interpreter/results.ts";
import { type JudgedText, judgeText } from "./judge-text.ts";
import type { Profile } from "./profiles.ts";
import { runExamples, runTests } from "./run-stages.ts";
import { parse } from "./syntax/parse.ts";
import { withTestFiles } from "./test-files.ts";
import { phaseOf } from "./to-diagnostic.ts";

/** The reference compiler's commit that the embedded front end agrees with. */
const REFERENCE = "c785bdb";

/** More than any file that people or models write; the worst that can be in it is checked in seconds. */
const MAX_CHARACTERS = 2_000_000;

/**
 * The embedded front end and interpreter; where the real compiler is found, it decides what is valid. The front end
 * reads and never runs what it checks, in time linear in the text, so it needs no process of its own; programs run in
 * one.
 *
 * @throws {Fault} `toolchain/missing` when the compiler that the user chose is not usable.
 */
export async function openChecker(machine: Machine): Promise<Checker> {
  const compiler = await openCompiler(machine);
  const interpreter = createInterpreterClient(machine.toolRunner);
  const tool =
    compiler === undefined
      ? { name: "covenant-front-end", version: REFERENCE }
      : { name: "covenant", version: compiler.version };
  const read = (phase: CheckRecord["phase"], count: number): CheckRecord => {
    return { phase, tool, count, sandbox: undefined };
  };
  const ran = (phase: CheckRecord["phase"], count: number): CheckRecord => {
    const interpreted = { name: "covenant-interpreter", version: REFERENCE };
    return { phase, tool: interpreted, count, sandbox: undefined };
  };

  const judge = (candidate: Candidate, { profile, timeoutMs, signal }: CheckOptions) =>
    judgeText(candidate, { profile: profile as Profile, compiler, machine, timeoutMs, signal });

  async function check(candidate: Candidate, options: CheckOptions): Promise<Verdict> {
    const { specification, timeoutMs, signal } = options;
    signal?.throwIfAborted();
    if (isTooLarge(candidate)) return tooLarge(candidate);
    const judged = await judge(candidate, options);
    const invalid = refuse(candidate, judged);
    if (invalid !== undefined) return invalid;

    const { program, diagnostics } = judged;
    const conclusion = createConclusion(diagnostics);
    conclusion.hold(read("syntax", 1));
    conclusion.hold(read("type", program.snippets.length));
    if (specification !== undefined) {
      const differences = checkConformance(program, candidate.path, specification);
      conclusion.tell(differences);
      if (differences.some(isError)) return conclusion.rejected("signature");
      if (specification.signature !== undefined) conclusion.hold(read("signature", 1));
    }
    // What is missing from a stub of ours is said in it, and its tests wait for the rest.
    if (options.isIncomplete === true) return conclusion.accepted();
    const limits = { timeoutMs, signal };
    const examples =
      specification && (await runExamples(candidate, specification, interpreter, limits));
    const endedByExamples =
      examples && conclusion.endWith(examples, ran("example", examples.count));
    if (endedByExamples !== undefined) return endedByExamples;

    const tested = withTestFiles(candidate, specification?.testFiles ?? []);
    const tests = await runTests(tested, interpreter, limits);
    const endedByTests = tests && conclusion.endWith(tests, ran("test", tests.count));
    if (endedByTests !== undefined) return endedByTests;
    const gaps =
      specification === undefined ? [] : checkCompleteness(program, candidate.path, specification);
    conclusion.tell(gaps);
    return gaps.length > 0 ? conclusion.rejected("signature") : conclusion.accepted();
  }

  async function runOwnTests(
    candidate: Candidate,
    options: CheckOptions,
  ): Promise<{ readonly verdict: Verdict; readonly results: readonly TestResult[] }> {
    if (isTooLarge(candidate)) return { verdict: tooLarge(candidate), results: [] };
    const judged = await judge(candidate, options);
    const invalid = refuse(candidate, judged);
    if (invalid !== undefined) return { verdict: invalid, results: [] };
    const conclusion = createConclusion(judged.diagnostics);
    conclusion.hold(read("type", judged.program.snippets.length));
    const tests = await runTests(withTestFiles(candidate, []), interpreter, options);
    const ended = tests && conclusion.endWith(tests, ran("test", tests.count));
    const results = (tests?.results ?? []).map((each) => toTestResult(each, candidate.path));
    return { verdict: ended ?? conclusion.accepted(), results };
  }

  return {
    tool,
    check,
    fix,
    runOwnTests,
    async findBypasses(candidate, { signal }) {
      signal?.throwIfAborted();
      // Of a text that is too large, `check` says that nothing is known.
      return isTooLarge(candidate)
        ? []
        : findBypasses(parse(candidate.text).program, candidate.path);
    },
    [Symbol.asyncDispose]: () => interpreter[Symbol.asyncDispose](),
  };
}

async function openCompiler(machine: Machine): Promise<FoundCompiler | undefined> {
  const { compiler, looked } = await searchCompiler(machine);
  if (compiler !== undefined || machine.locations.chosen["covenant"] === undefined) return compiler;
  const why = looked.at(-1)?.why ?? "it is not there";
  throw new Fault("toolchain/missing", `Cannot use the Covenant compiler that was chosen: ${why}`, {
    help: "Correct programs.covenant in your configuration, or take it out",
  });
}

/** The verdict on a text that is not valid, or of which nothing is known. */
function refuse(candidate: Candidate, judged: JudgedText): Verdict | undefined {
  const { diagnostics, findings, obstacle } = judged;
  const first = findings.find(isBlocking);
  if (first !== undefined)
    return { status: "rejected", phase: phaseOf(first), diagnostics, checks: [], notRun: [] };
  return obstacle === undefined ? undefined : inconclusive(candidate, diagnostics, obstacle);
}

const isTooLarge = ({ text }: Candidate): boolean => text.length > MAX_CHARACTERS;

const tooLarge = (candidate: Candidate): Verdict =>
  inconclusive(candidate, [], {
    reason: "memory",
    message: `The file is longer than ${MAX_CHARACTERS} characters: split it`,
  });

/** Every fix that is certain; then the task's own declarations, where they are missing. */
async function fix(
  candidate: Candidate,
  { specification, profile }: CheckOptions,
): Promise<FixedCandidate | undefined> {
  const { applyCertainFixes } = await import("./fixes/apply-fixes.ts");
  const { text, applied } = applyCertainFixes(
    candidate.text,
    (source) => analyze(source, profile as Profile).findings,
  );
  const given =
    specification?.kind === "covenant-task" ? specification.task.declarations : undefined;
  const completed = addMissingDeclarations(parse(text).program, given);
  const fixes: readonly AppliedFix[] = [
    ...applied.map(({ code, title }) => ({ code, title })),
    ...(completed?.added ?? []).map((id) => ({
      code: "declaration/missing",
      title: `add the given snippet "${id}"`,
    })),
  ];
  if (fixes.length === 0) return undefined;
  return { candidate: { ...candidate, text: completed?.text ?? text }, fixes };
}

const toTestResult = (result: OwnTestResult, file: string): TestResult => {
  const { snippetId, testId, status, hasAsserted, message, range } = result;
  return {
    name: snippetId === testId ? testId : `${snippetId} ${testId}`,
    outcome: status === "pass" ? "passed" : status === "inconclusive" ? "inconclusive" : "failed",
    assertsSomething: hasAsserted,
    message,
    span: range === undefined ? undefined : { file, start: range.start, end: range.end },
  };
};
