import ts from "typescript";
import type { ExampleResult } from "../../../domain/example-result.ts";
import type { Example } from "../../../domain/specification.ts";
import type { Machine } from "../../../ports/machine.ts";
import { createBoundedMap } from "../../../std/bounded-map.ts";
import { renderCallList } from "../compiler/call-list.ts";
import { emitOptions } from "../compiler/emit-options.ts";
import { withHarness } from "../compiler/harness-files.ts";
import { findNodeGlobal } from "../compiler/node-globals.ts";
import type { ModuleTree } from "../compiler-messages.ts";
import { createExpectedValues } from "../expected-values.ts";
import { readCallOutcomes } from "../harness-lines.ts";
import { renderCallJob } from "../render-entry.ts";
import { findSandbox, isSandbox, type Runner } from "../stage.ts";
import type { BodyTask } from "./read-task.ts";

/** What a call of the written code came to; `open` where it ran into what is not written yet. */
export type PrefixOutcome = ExampleResult | "open";

/** Stands where writing goes on: it is counted, so that code which catches it does not hide it. */
export const UNWRITTEN = "throw globalThis.specwrightUnwritten();";

/** Makes the examples' calls with texts that grow. */
export interface PrefixRunner {
  /** By the examples' numbers; calls that did not end have none. */
  run(code: string, signal: AbortSignal | undefined): Promise<ReadonlyMap<number, PrefixOutcome>>;
  /**
   * Expected values by the examples' numbers; `undefined` where they cannot be told here.
   *
   * @throws {Fault} `specification/invalid`
   */
  evaluateExpected(
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<number, string> | undefined>;
}

/** What does not end by then is left to the checker. */
const RUN_TIMEOUT_MS = 2000;
/** Texts whose outcomes are remembered: writing comes back to them when later text is taken back. */
const MOST_TEXTS = 64;
/** What a call that met unwritten code throws, whatever became of that on the way. */
const OPEN = "specwright: not written yet";

const CANDIDATE = "specwright-candidate.ts";
const LIST = "specwright-list.js";
const ENTRY = "specwright-prefix.js";

/** Nothing runs before it is asked. */
export function createPrefixRunner(
  examples: readonly Example[],
  { name, isDefault }: Pick<BodyTask, "name" | "isDefault">,
  machine: Pick<Machine, "sandbox">,
): PrefixRunner {
  const names =
    name === undefined ? [] : [{ name, kind: isDefault ? "default" : "value" } as const];
  const { text } = renderCallList(
    examples.map(({ call }) => call),
    { path: CANDIDATE, names },
  );
  const list = toJavaScript(text);
  const evaluate = createExpectedValues();
  const known = createBoundedMap<ReadonlyMap<number, PrefixOutcome>>(MOST_TEXTS);
  const runnerFor = (signal: AbortSignal | undefined): Runner => ({
    sandbox: machine.sandbox,
    run: (sandbox, job) =>
      sandbox.run({ ...job, limits: { timeoutMs: RUN_TIMEOUT_MS } }, { signal }),
  });

  return {
    async run(code, signal) {
      const remembered = known.get(code);
      if (remembered !== undefined) return remembered;
      const { job, nonce } = renderCallJob(withHarness(treeOf(toJavaScript(code), list)));
      const runner = runnerFor(signal);
      const sandbox = findSandbox(runner, job.interpreter, "example");
      if (!isSandbox(sandbox)) return new Map();
      const { stdout } = await runner.run(sandbox, job);
      const outcomes = new Map<number, PrefixOutcome>(
        [...readCallOutcomes(stdout, nonce)].map(([at, outcome]) => [
          at,
          outcome.kind === "threw" && outcome.message === OPEN ? "open" : outcome,
        ]),
      );
      known.set(code, outcomes);
      return outcomes;
    },
    async evaluateExpected(signal) {
      const expressions = examples.flatMap(({ expected }) =>
        expected.kind === "returns" ? [expected.expression] : [],
      );
      const expected = toJavaScript(renderCallList(expressions, undefined).text);
      const tree = {
        files: [{ path: LIST, text: expected }],
        entries: [LIST],
        nodeFeature: findNodeGlobal(expected),
      };
      const values = await evaluate(examples, withHarness(tree), runnerFor(signal));
      return values.status === "known" ? values.values : undefined;
    },
  };
}

/** The calls, each told apart where it met what is not written. */
function treeOf(candidate: string, list: string): ModuleTree {
  const entry = `import { calls as list } from "./${LIST}";
let met = 0;
globalThis.specwrightUnwritten = () => {
  met += 1;
  return new Error("${OPEN}");
};
const orOpen = async (call) => {
  const before = met;
  try {
    return await call();
  } finally {
    if (met > before) throw new Error("${OPEN}");
  }
};
export const calls = list.map((call) => () => orOpen(call));
`;
  return {
    files: [
      { path: CANDIDATE.replace(/ts$/, "js"), text: candidate },
      { path: LIST, text: list },
      { path: ENTRY, text: entry },
    ],
    entries: [ENTRY],
    nodeFeature: findNodeGlobal(candidate) ?? findNodeGlobal(list),
  };
}

const toJavaScript = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: { ...emitOptions({}), rewriteRelativeImportExtensions: true },
  }).outputText;
