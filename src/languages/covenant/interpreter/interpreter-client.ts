import type { Behaviour } from "../../../domain/behaviour.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import { waitAtMost } from "../../../std/wait-at-most.ts";
import { parse } from "../syntax/parse.ts";
import { findTests } from "./find-tests.ts";
import { type InterpreterProcess, startInterpreter } from "./interpreter-process.ts";
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

/** Thrown inside only: the time for a request, or for all, is over. */
class OutOfTime extends Error {}

const onTimeout = (): Error => new OutOfTime();

interface Question<Result> {
  readonly request: InterpreterRequest;
  readResult(response: InterpreterResponse): Result | undefined;
  /** The result where there is no response. */
  fallBack(why: string): Result;
}

/** Starts nothing until it is asked. */
export function createInterpreterClient(toolRunner: ToolRunner): InterpreterClient {
  let process: Promise<InterpreterProcess> | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function stop(): Promise<void> {
    const stopping = process;
    process = undefined;
    const stopped = await stopping?.catch(() => undefined);
    await stopped?.[Symbol.asyncDispose]();
  }

  async function exchange(request: InterpreterRequest): Promise<InterpreterResponse> {
    process ??= startInterpreter(toolRunner);
    const { exchange: ask, lastWords } = await process;
    return (await ask(request)) ?? { id: 0, kind: "crash", detail: await lastWords };
  }

  /** The response, or why there is none. */
  async function ask(
    request: InterpreterRequest,
    timeoutMs: number,
  ): Promise<InterpreterResponse | string> {
    if (isClosed) throw new TypeError("Cannot run a program: the interpreter is closed");
    try {
      const response = await waitAtMost(exchange(request), {
        timeoutMs,
        signal: undefined,
        onTimeout,
      });
      if (response.kind !== "crash") return response;
      await stop();
      return describeCrash(response.detail);
    } catch (error) {
      await stop();
      if (error instanceof OutOfTime) return `Cannot run to the end: no answer in ${timeoutMs} ms`;
      throw error;
    }
  }

  /** Asks one after another as long as there is time, and stops the process when there is none. */
  async function askInTime<Result>(
    questions: readonly Question<Result>[],
    { eachTimeoutMs = 5_000, timeoutMs = 60_000, signal }: RunOptions,
  ): Promise<readonly Result[]> {
    const results: Result[] = [];
    let isOver = false;
    const askEach = async (): Promise<void> => {
      for (const { request, readResult, fallBack } of questions) {
        const response = isOver ? undefined : await ask(request, eachTimeoutMs);
        if (response === undefined || isOver) return;
        const result = typeof response === "string" ? undefined : readResult(response);
        results.push(result ?? fallBack(String(response)));
      }
    };
    const asking = askEach();
    try {
      await waitAtMost(asking, { timeoutMs, signal, onTimeout });
    } catch (error) {
      isOver = true;
      await stop();
      await asking.catch(() => undefined);
      if (!(error instanceof OutOfTime)) throw error;
    }
    const left = questions.slice(results.length);
    return [
      ...results,
      ...left.map(({ fallBack }) => fallBack("Cannot run: the time for all is over")),
    ];
  }

  /** One run at a time; others wait for their turn. */
  async function askAll<Result>(
    questions: readonly Question<Result>[],
    options: RunOptions,
  ): Promise<readonly Result[]> {
    const { signal } = options;
    signal?.throwIfAborted();
    const before = lastTurn;
    const { promise: turn, resolve: endTurn } = Promise.withResolvers<void>();
    lastTurn = turn;
    try {
      await waitAtMost(before, { timeoutMs: Number.MAX_SAFE_INTEGER, signal, onTimeout });
      return await askInTime(questions, options);
    } finally {
      // Whoever gives up while waiting must not let the next one in too early.
      void before.then(() => endTurn());
    }
  }

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
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await stop();
    },
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

const describeCrash = (detail: string): string =>
  /heap out of memory|Allocation failed/.test(detail)
    ? "Cannot run to the end: it takes too much memory"
    : `Cannot run to the end: the interpreter broke: ${detail.trim().slice(0, 500)}`;
