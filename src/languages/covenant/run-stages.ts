import type { Behaviour } from "../../domain/behaviour.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { Example, Specification } from "../../domain/specification.ts";
import { readHead } from "./conformance/read-head.ts";
import type { InterpreterClient, RunOptions } from "./interpreter/interpreter-client.ts";
import { parseCall } from "./interpreter/parse-call.ts";
import type { BehaviourResult, TestResult } from "./interpreter/results.ts";
import type { Range } from "./syntax/token.ts";

/** What came of running examples or tests. */
export interface StageResult {
  readonly count: number;
  /** One for each thing that did the wrong thing, could not be run to its end, or showed nothing. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether nothing did the wrong thing, but not everything could be run to its end. */
  readonly isInconclusive: boolean;
}

/** Runs what the specification says about behaviour; `undefined` where it says nothing. */
export async function runExamples(
  source: { readonly path: string; readonly text: string },
  specification: Specification,
  interpreter: InterpreterClient,
  options: RunOptions,
): Promise<StageResult | undefined> {
  const asked = collectBehaviours(specification);
  if (asked.length === 0) return undefined;
  const results: BehaviourResult[] = [];
  for (const [functionId, behaviours] of groupByFunction(asked))
    results.push(
      ...(await interpreter.runBehaviours(source.text, functionId, behaviours, options)),
    );
  const failed = results.filter(({ status }) => status !== "pass");
  return {
    count: results.length,
    diagnostics: failed.map((result) => describeBehaviour(result, source.path)),
    isInconclusive: failed.length > 0 && failed.every(({ status }) => status === "inconclusive"),
  };
}

/** A text whose tests are run, perhaps with other files' text behind its own. */
export interface TestedText {
  readonly path: string;
  readonly text: string;
  /** Where the text of the file at `path` ends. */
  readonly ownLength: number;
}

/** Runs the tests that a text holds; `undefined` where it holds none. */
export async function runTests(
  source: TestedText,
  interpreter: InterpreterClient,
  options: RunOptions,
): Promise<(StageResult & { readonly results: readonly TestResult[] }) | undefined> {
  const all = await interpreter.runTests(source.text, options);
  // A place in another file is none in this one.
  const results = all.map((result) => ({
    ...result,
    range: result.range && result.range.end <= source.ownLength ? result.range : undefined,
  }));
  if (results.length === 0) return undefined;
  const failed = results.filter(({ status }) => status !== "pass");
  const empty = results.filter(({ status, hasAsserted }) => status === "pass" && !hasAsserted);
  return {
    count: results.length,
    diagnostics: [
      ...failed.map((result) => describeTest(result, source.path)),
      ...empty.map((result) => describeEmptyTest(result, source.path)),
    ],
    isInconclusive: failed.length > 0 && failed.every(({ status }) => status === "inconclusive"),
    results,
  };
}

interface AskedBehaviour {
  readonly functionId: string;
  readonly behaviour: Behaviour;
}

/**
 * Everything that a specification says about behaviour, examples as behaviours.
 *
 * @throws {Fault} `specification/invalid` for an example that cannot be read.
 */
export function collectBehaviours(specification: Specification): readonly AskedBehaviour[] {
  const { signature, examples } = specification;
  const id = signature === undefined ? undefined : readHead(signature).id;
  const fromExamples = examples.map((example) => readExample(example, id));
  if (specification.kind !== "covenant-task") return fromExamples;
  const { functionId, behaviours } = specification.task;
  return [...fromExamples, ...behaviours.map((behaviour) => ({ functionId, behaviour }))];
}

/** An example may call the function by the last part of its name. */
function readExample({ call, expected }: Example, id: string | undefined): AskedBehaviour {
  if (expected.kind === "throws" && expected.name === undefined)
    throw unreadable(`${call} throws`, "it does not say which error is raised");
  const result = expected.kind === "returns" ? expected.expression : `raises ${expected.name}`;
  const parsed = parseCall(call, result);
  if (parsed.kind === "unreadable") {
    throw unreadable(parsed.part === "call" ? call : result, parsed.message);
  }
  const { functionName, behaviour } = parsed;
  const isShort = id !== undefined && id.endsWith(`.${functionName}`);
  return { functionId: isShort ? id : functionName, behaviour };
}

const unreadable = (text: string, why: string): Fault =>
  new Fault("specification/invalid", `Cannot read the example "${text}": ${why}`, {
    help: "Write name(parameter=value) => value or … throws Error::Variant, with values in JSON, e.g. clamp(score=5, maximum=3) => 3",
  });

function groupByFunction(
  asked: readonly AskedBehaviour[],
): ReadonlyMap<string, readonly Behaviour[]> {
  const groups = new Map<string, Behaviour[]>();
  for (const { functionId, behaviour } of asked) {
    const group = groups.get(functionId);
    if (group === undefined) groups.set(functionId, [behaviour]);
    else group.push(behaviour);
  }
  return groups;
}

/** Of a hidden behaviour only its name is told: a model that saw its values could answer for them alone. */
function describeBehaviour(result: BehaviourResult, file: string): Diagnostic {
  const { name, isHidden, status, differences, message, range } = result;
  const [first] = differences;
  const why = status === "inconclusive" ? message : isHidden ? undefined : first?.message;
  const about = isHidden ? `Hidden behaviour "${name}"` : `Example "${name}"`;
  const text = `${about} ${status === "inconclusive" ? "could not be run" : "fails"}${why === undefined ? "" : `: ${why}`}`;
  return describe("example", status, text, { file, range });
}

const nameOf = ({ snippetId, testId }: TestResult): string =>
  snippetId === testId ? testId : `${testId} of ${snippetId}`;

/** Its last value is no Bool: it shows only that nothing was raised. */
function describeEmptyTest(result: TestResult, file: string): Diagnostic {
  const message = `Test ${nameOf(result)} asserts nothing: it passes whatever the code does`;
  const described = describe("test", "pass", message, { file, range: result.range });
  return { ...described, code: "test/asserts-nothing", severity: "warning" };
}

function describeTest(result: TestResult, file: string): Diagnostic {
  const { status, message, range } = result;
  const name = nameOf(result);
  const how = status === "inconclusive" ? "could not be run" : "fails";
  const text = `Test ${name} ${how}${message === undefined ? "" : `: ${message}`}`;
  return describe("test", status, text, { file, range });
}

function describe(
  phase: CheckPhase,
  status: string,
  message: string,
  { file, range }: { readonly file: string; readonly range: Range | undefined },
): Diagnostic {
  const isInconclusive = status === "inconclusive";
  return createDiagnostic({
    tool: "interpreter",
    code: `${phase}/${isInconclusive ? "inconclusive" : "failed"}`,
    phase,
    category: isInconclusive ? "resource" : "test",
    severity: isInconclusive ? "information" : "error",
    message,
    span: range === undefined ? undefined : { file, start: range.start, end: range.end },
  });
}
