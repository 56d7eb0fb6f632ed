import { createDiagnostic, type Diagnostic, type SourceSpan } from "../../../domain/diagnostic.ts";
import { judgeExample } from "../../../domain/example-result.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Example } from "../../../domain/specification.ts";
import type { CheckRecord, InconclusiveReason, NotRunCheck } from "../../../domain/verdict.ts";
import { createLineIndex } from "../../../std/line-index.ts";
import type { LaidOut } from "../node-files.ts";
import { CORE_PACKAGE } from "./find-core.ts";
import type { AskLimits, CoreWorker, Ended, EvaluatedValue, StepResult, Thrown } from "./worker.ts";

/** What came of running something: what is wrong, what held, what was left out, or why nothing is known. */
export interface StageOutcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly checks: readonly CheckRecord[];
  readonly notRun: readonly NotRunCheck[];
  readonly obstacle: { readonly reason: InconclusiveReason; readonly detail: string } | undefined;
}

interface RunOptions extends AskLimits {
  readonly tool: { readonly name: string; readonly version: string };
  readonly sandbox: string;
  /** Raising METHOD_NOT_IMPLEMENTED is no mistake. */
  readonly isIncomplete: boolean;
}

/** Imports the node, makes it and calls it. @throws {Fault} `specification/invalid` for a contract that is refused. */
export async function runNode(
  { layout, paths }: LaidOut,
  worker: CoreWorker,
  options: RunOptions,
): Promise<StageOutcome> {
  const reply = await worker.ask(
    { question: "run", ...layout, timeoutMs: withMargin(options.timeoutMs) },
    options,
  );
  if (reply.kind === "none") return unknown(reply.reason, reply.detail);
  const { answer } = reply;
  if ("ended" in answer) return endedEarly(answer, options);

  const failed = answer.steps.find((step) => step.outcome === "failed");
  if (failed?.step === "contract") throw refusedContract(failed.error, options.tool.version);
  // A process that says less than all of it came to no end of its own.
  if (failed === undefined && answer.steps.length < STEP_COUNT)
    return endedEarly({ ended: "exit" }, options);
  const skipped = answer.steps.find((step) => step.outcome === "skipped");
  const count = answer.steps.filter(({ outcome }) => outcome === "held").length;
  const { tool, sandbox } = options;
  return {
    diagnostics:
      failed === undefined || isExcused(failed.error, options)
        ? []
        : [describe(failed, { paths, files: layout.files })],
    checks: [{ phase: "test", tool, count, sandbox }],
    notRun:
      skipped === undefined
        ? []
        : [
            {
              phase: "test",
              tool: "made-up input",
              why: skipped.why,
            },
          ],
    obstacle: undefined,
  };
}

/** Calls of the specification's examples; expected values are worked out apart, where no candidate is. */
export async function runExamples(
  examples: readonly Example[],
  { layout, paths }: LaidOut,
  worker: CoreWorker,
  options: RunOptions,
): Promise<StageOutcome> {
  const timeoutMs = withMargin(options.timeoutMs);
  const evaluate = (expressions: readonly string[], of: Pick<typeof layout, "files" | "modules">) =>
    worker.ask(
      { question: "evaluate", files: of.files, modules: of.modules, expressions, timeoutMs },
      options,
    );
  const wanted = examples.map(({ expected }) =>
    expected.kind === "returns" ? expected.expression : "None",
  );
  const expected = await evaluate(wanted, { files: [], modules: [] });
  if (expected.kind === "none") return unknown(expected.reason, expected.detail);
  if ("ended" in expected.answer) return endedEarly(expected.answer, options);
  const found = await evaluate(
    examples.map(({ call }) => call),
    layout,
  );
  if (found.kind === "none") return unknown(found.reason, found.detail);
  if ("ended" in found.answer) return endedEarly(found.answer, options);

  const values = expected.answer.values;
  const results = found.answer.values;
  const diagnostics = examples.flatMap((example, at) => {
    const result = results[at];
    const value = requireValue(values[at], example);
    const wrong = result && judgeExample(example, value, result);
    if (wrong === undefined) return [];
    const span =
      result?.kind === "threw" ? spanOf(result, { paths, files: layout.files }) : undefined;
    return [{ ...wrong, span }];
  });
  const { tool, sandbox } = options;
  return {
    diagnostics,
    checks: [{ phase: "example", tool, count: examples.length, sandbox }],
    notRun: [],
    obstacle: undefined,
  };
}

function requireValue(
  value: EvaluatedValue | undefined,
  { expected }: Example,
): string | undefined {
  if (expected.kind === "throws") return undefined;
  if (value?.kind === "returned") return value.value;
  throw new Fault(
    "specification/invalid",
    `Cannot use the example's expression \`${expected.expression}\`: ${value?.message ?? "no value"}`,
    { help: "Write one Python expression of plain values, Decimal, UUID, date and datetime" },
  );
}

/** The worker speaks first, so that it need not be started again. */
const withMargin = (timeoutMs: number): number =>
  Math.max(1, timeoutMs - Math.min(500, timeoutMs / 4));

const unknown = (reason: InconclusiveReason, detail: string): StageOutcome => ({
  diagnostics: [],
  checks: [],
  notRun: [],
  obstacle: { reason, detail },
});

function endedEarly({ ended }: Ended, { tool }: RunOptions): StageOutcome {
  if (ended !== "exit")
    return unknown(ended, `The node ran out of ${ended === "timeout" ? "time" : "memory"}`);
  const message = "The node's process ended before its work did";
  return {
    ...unknown("tool-crash", message),
    obstacle: undefined,
    diagnostics: [createDiagnostic({ tool: tool.name, phase: "test", category: "test", message })],
  };
}

const isExcused = ({ code }: Thrown, { isIncomplete }: RunOptions): boolean =>
  isIncomplete && code === "METHOD_NOT_IMPLEMENTED";

const WHERE: Readonly<Record<StepResult["step"], string>> = {
  contract: "The contract",
  import: "Importing the node",
  classes: "The node",
  instance: "Making the node with a container",
  try: "Calling the node with made-up input",
};

const STEP_COUNT = Object.keys(WHERE).length;

interface Places {
  readonly paths: ReadonlyMap<string, string>;
  readonly files: LaidOut["layout"]["files"];
}

function describe(
  { step, error }: Extract<StepResult, { outcome: "failed" }>,
  places: Places,
): Diagnostic {
  const [name = "an error"] = error.names;
  const isRefusal = name === "Refused";
  const isName = error.names.some((each) => each === "ImportError" || each === "NameError");
  return createDiagnostic({
    tool: CORE_PACKAGE,
    code: isRefusal ? step : name,
    phase: "test",
    category: isName ? "name" : "test",
    message: isRefusal
      ? `${WHERE[step]}: ${error.message}`
      : `${WHERE[step]} raises ${name}: ${error.message}`,
    span: spanOf(error, places),
    help: HELP[step],
  });
}

const HELP: Readonly<Record<StepResult["step"], string | undefined>> = {
  contract: undefined,
  import: "Import only what the installed package and the node's own files offer",
  classes: "Name modules and classes exactly as the contract does",
  instance: "__init__ takes the container alone, calls super().__init__(container) and does no I/O",
  try: "Hold the types of the models; refuse bad input with ModelOnexError",
};

/** The line, its indentation left out. */
function spanOf({ file, line }: Thrown, { paths, files }: Places): SourceSpan | undefined {
  const path = file === null ? undefined : paths.get(file);
  const text = files.find((each) => each.path === file)?.text;
  if (path === undefined || text === undefined || line === null) return undefined;
  const lines = createLineIndex(text);
  const start = lines.offset({ line, column: 1 });
  const written = lines.lineAt(start);
  const indentation = written.length - written.trimStart().length;
  return { file: path, start: start + indentation, end: start + written.trimEnd().length };
}

const refusedContract = ({ message }: Thrown, version: string): Fault =>
  new Fault(
    "specification/invalid",
    `Cannot use the contract: ${CORE_PACKAGE} ${version} refuses it`,
    {
      help: message.slice(0, 1000),
    },
  );
