import { Fault } from "../../domain/fault.ts";
import type { InconclusiveReason } from "../../domain/verdict.ts";
import type { ToolRunner } from "../../ports/tool-runner.ts";
import type { CompilerAnswers, CompilerRequest, CompilerResponse } from "./compiler-messages.ts";
import { type CompilerProcess, startCompiler } from "./compiler-process.ts";
import { untilAborted } from "./until-aborted.ts";

/** What came of a request: an answer, or why there is none. */
export type Reply<Answer> =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "none"; readonly reason: NoReply; readonly detail: string };

/** Why the compiler gave no answer. */
export type NoReply = Exclude<InconclusiveReason, "no-sandbox">;

/** Limits of one request. */
export interface AskOptions {
  /** From when the compiler begins with it. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The compiler in its own process, which stays warm, and is started anew after it broke or was stopped. */
export interface CompilerClient extends AsyncDisposable {
  /**
   * One request at a time; others wait for their turn.
   *
   * @throws {Fault} what is wrong with the specification or the project; `toolchain/missing`.
   * @throws `options.signal.reason` when aborted.
   */
  ask<Kind extends CompilerRequest["kind"]>(
    request: Extract<CompilerRequest, { readonly kind: Kind }>,
    options: AskOptions,
  ): Promise<Reply<CompilerAnswers[Kind]>>;
}

/** Starts nothing until it is asked. */
export function createCompilerClient(toolRunner: ToolRunner): CompilerClient {
  let process: Promise<CompilerProcess> | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function stop(): Promise<void> {
    const stopping = process;
    process = undefined;
    const stopped = await stopping?.catch(() => undefined);
    await stopped?.[Symbol.asyncDispose]();
  }

  async function exchange(request: CompilerRequest): Promise<CompilerResponse> {
    process ??= startCompiler(toolRunner);
    const { exchange: ask, lastWords } = await process;
    return (await ask(request)) ?? { id: 0, kind: "crash", detail: await lastWords };
  }

  async function askNow(
    request: CompilerRequest,
    { timeoutMs, signal }: AskOptions,
  ): Promise<Reply<unknown>> {
    if (isClosed) throw new TypeError("Cannot ask the compiler: the checker is closed");
    const deadline = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    try {
      const response = await untilAborted(exchange(request), either);
      if (response.kind === "answer") return response;
      if (response.kind === "fault") throw toFault(response);
      await stop();
      return { kind: "none", reason: reasonOf(response.detail), detail: response.detail };
    } catch (error) {
      if (error instanceof Fault && !either.aborted) throw error;
      await stop();
      signal?.throwIfAborted();
      if (!deadline.aborted) throw error;
      return { kind: "none", reason: "timeout", detail: `no answer within ${timeoutMs} ms` };
    }
  }

  return {
    async ask(request, options) {
      const before = lastTurn;
      const { promise: turn, resolve: endTurn } = Promise.withResolvers<void>();
      lastTurn = turn;
      try {
        await untilAborted(before, options.signal);
        return (await askNow(request, options)) as Reply<never>;
      } finally {
        // Whoever gives up while waiting must not let the next one in too early.
        void before.then(() => endTurn());
      }
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await stop();
    },
  };
}

const toFault = ({ code, message, help }: Extract<CompilerResponse, { kind: "fault" }>): Fault =>
  new Fault(code, message, { help });

const reasonOf = (detail: string): NoReply =>
  /heap out of memory|Allocation failed/.test(detail) ? "memory" : "tool-crash";
