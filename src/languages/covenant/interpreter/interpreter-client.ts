import type { Behaviour } from "../../../domain/behaviour.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import { waitAtMost } from "../../../std/wait-at-most.ts";
import { parse } from "../syntax/parse.ts";
import { type InterpreterProcess, startInterpreter } from "./interpreter-process.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { InterpreterRequest, InterpreterResponse } from "./messages.ts";
import type { BehaviourResult, TestResult } from "./results.ts";
import { findTests } from "./run-tests.ts";

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

/** Thrown inside only: the time for a request is over. */
class OutOfTime extends Error {}

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
    signal: AbortSignal | undefined,
  ): Promise<InterpreterResponse | string> {
    if (isClosed) throw new TypeError("Cannot run a program: the interpreter is closed");
    try {
      const onTimeout = (): Error => new OutOfTime();
      const response = await waitAtMost(exchange(request), { timeoutMs, signal, onTimeout });
      if (response.kind !== "crash") return response;
      await stop();
      return describeCrash(response.detail);
    } catch (error) {
      await stop();
      if (error instanceof OutOfTime) return `Cannot run to the end: no answer in ${timeoutMs} ms`;
      throw error;
    }
  }

  /** Waits for its turn, then asks one after another as long as there is time. */
  async function askAll<Result>(
    requests: readonly { readonly request: InterpreterRequest; fallBack(why: string): Result }[],
    readResult: (response: InterpreterResponse) => Result | undefined,
    { eachTimeoutMs = 5_000, timeoutMs = 60_000, signal }: RunOptions,
  ): Promise<readonly Result[]> {
    signal?.throwIfAborted();
    const before = lastTurn;
    const { promise: turn, resolve: endTurn } = Promise.withResolvers<void>();
    lastTurn = turn;
    try {
      await waitAtMost(before, {
        timeoutMs: Number.MAX_SAFE_INTEGER,
        signal,
        onTimeout: () => new OutOfTime(),
      });
      const deadline = performance.now() + timeoutMs;
      const results: Result[] = [];
      for (const { request, fallBack } of requests) {
        const left = Math.min(eachTimeoutMs, Math.ceil(deadline - performance.now()));
        const response =
          left <= 0 ? "Cannot run: the time for all is over" : await ask(request, left, signal);
        const result = typeof response === "string" ? undefined : readResult(response);
        results.push(result ?? fallBack(String(response)));
      }
      return results;
    } finally {
      // Whoever gives up while waiting must not let the next one in too early.
      void before.then(() => endTurn());
    }
  }

  return {
    runTests(source, options = {}) {
      const { limits = DEFAULT_LIMITS } = options;
      const requests = findTests(parse(source).program).map(
        ({ snippetId, testId, covers }, index) => ({
          request: { kind: "test", source, index, limits } as const,
          fallBack: (message: string): TestResult => ({
            ...{ snippetId, testId, covers, message },
            status: "inconclusive",
            hasAsserted: false,
            range: undefined,
          }),
        }),
      );
      return askAll(
        requests,
        (response) => (response.kind === "test" ? response.result : undefined),
        options,
      );
    },
    runBehaviours(source, functionId, behaviours, options = {}) {
      const { limits = DEFAULT_LIMITS } = options;
      const requests = behaviours.map((behaviour) => ({
        request: { kind: "behaviour", source, functionId, behaviour, limits } as const,
        fallBack: (message: string): BehaviourResult => ({
          name: behaviour.name,
          isHidden: behaviour.isHidden,
          status: "inconclusive",
          differences: [],
          message,
          range: undefined,
        }),
      }));
      return askAll(
        requests,
        (response) => (response.kind === "behaviour" ? response.result : undefined),
        options,
      );
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await stop();
    },
  };
}

const describeCrash = (detail: string): string =>
  /heap out of memory|Allocation failed/.test(detail)
    ? "Cannot run to the end: it takes too much memory"
    : `Cannot run to the end: the interpreter broke: ${detail.trim().slice(0, 500)}`;
