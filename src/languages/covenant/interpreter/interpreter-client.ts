import { fileURLToPath } from "node:url";
import type { Behaviour } from "../../../domain/behaviour.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import { createWarmProcess, type Reply } from "../../../std/warm-process.ts";
import { parse } from "../syntax/parse.ts";
import { findTests } from "./find-tests.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { BehaviourRequest, InterpreterRequest, InterpreterResponse } from "./messages.ts";
import type { BehaviourResult, TestResult } from "./results.ts";

export interface RunOptions {
  /** For each test or behaviour. @default `DEFAULT_LIMITS` */
  readonly limits?: Limits | undefined;
  /** Wall clock for each test or behaviour: what no fuel measures, such as endless SQL, ends by it. @default 5_000 */
  readonly eachTimeoutMs?: number | undefined;
  /** Wall clock for all of them. @default 60_000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Programs run in a process of their own, which stays warm, and is started anew after it broke or was stopped. */
export interface InterpreterClient extends AsyncDisposable {
  /**
   * Runs every test of a source. What runs out of time, or breaks the process, is `inconclusive`.
   *
   * @throws {Fault} `toolchain/missing`
   * @throws `options.signal.reason` when aborted.
   */
  runTests(source: string, options?: RunOptions): Promise<readonly TestResult[]>;
  /** Runs a function in the world of each behaviour; otherwise like `runTests`. */
  runBehaviours(
    source: string,
    functionId: string,
    behaviours: readonly Behaviour[],
    options?: RunOptions,
  ): Promise<readonly BehaviourResult[]>;
}

interface Question<Result> {
  readonly request: InterpreterRequest;
  readResult(response: InterpreterResponse): Result | undefined;
  /** The result where there is no response. */
  fallBack(why: string): Result;
}

/** Most memory that a program's values may take. */
const HEAP_MEBIBYTES = 512;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "../tests-process.ts" : "../tests-process.js",
  import.meta.url,
);

/** A second wall around the interpreter: its process may read files, to load itself, and watch over itself. */
const WALLS = ["--no-warnings", "--permission", "--allow-fs-read=*", "--allow-worker"] as const;

/** Starts nothing until it is asked. */
export function createInterpreterClient(toolRunner: ToolRunner): InterpreterClient {
  const process = createWarmProcess<InterpreterRequest, InterpreterResponse>(
    () =>
      toolRunner.start({
        program: toolRunner.node,
        args: [...WALLS, `--max-old-space-size=${HEAP_MEBIBYTES}`, fileURLToPath(ENTRY)],
        maxOutputBytes: MAX_LINE_BYTES,
      }),
    { crashOf: (response) => (response.kind === "crash" ? response.detail : undefined) },
  );

  /** One after another in one turn, as long as there is time. */
  const askAll = <Result>(
    questions: readonly Question<Result>[],
    { eachTimeoutMs = 5_000, timeoutMs = 60_000, signal }: RunOptions,
  ): Promise<readonly Result[]> =>
    process.askInTurn(signal, async (ask) => {
      const endsAt = performance.now() + timeoutMs;
      const results: Result[] = [];
      for (const { request, readResult, fallBack } of questions) {
        const leftMs = endsAt - performance.now();
        if (leftMs <= 0) {
          results.push(fallBack("Cannot run: the time for all is over"));
          continue;
        }
        const reply = await ask(request, { timeoutMs: Math.min(eachTimeoutMs, leftMs), signal });
        const result = reply.kind === "answer" ? readResult(reply.answer) : undefined;
        results.push(result ?? fallBack(reply.kind === "none" ? describeSilence(reply) : ""));
      }
      return results;
    });

  return {
    runTests: (source, options = {}) =>
      askAll(askForTests(source, options.limits ?? DEFAULT_LIMITS), options),
    runBehaviours: (source, functionId, behaviours, options = {}) =>
      askAll(
        behaviours.map((behaviour) =>
          askForBehaviour({
            kind: "behaviour",
            source,
            functionId,
            behaviour,
            limits: options.limits ?? DEFAULT_LIMITS,
          }),
        ),
        options,
      ),
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}

const askForTests = (source: string, limits: Limits): readonly Question<TestResult>[] =>
  findTests(parse(source).program).map(({ snippetId, testId, covers }, index) => ({
    request: { kind: "test", source, index, limits },
    readResult: (response) => (response.kind === "test" ? response.result : undefined),
    fallBack: (message) => ({
      ...{ snippetId, testId, covers, message },
      status: "inconclusive",
      hasAsserted: false,
      range: undefined,
    }),
  }));

const askForBehaviour = (request: BehaviourRequest): Question<BehaviourResult> => ({
  request,
  readResult: (response) => (response.kind === "behaviour" ? response.result : undefined),
  fallBack: (message) => ({
    name: request.behaviour.name,
    isHidden: request.behaviour.isHidden,
    status: "inconclusive",
    differences: [],
    message,
    range: undefined,
  }),
});

function describeSilence({
  reason,
  detail,
}: Extract<Reply<unknown>, { readonly kind: "none" }>): string {
  switch (reason) {
    case "memory":
      return "Cannot run to the end: it takes too much memory";
    case "timeout":
      return `Cannot run to the end: ${detail}`;
    case "tool-crash":
      return `Cannot run to the end: the interpreter broke: ${detail.trim().slice(0, 500)}`;
  }
}
