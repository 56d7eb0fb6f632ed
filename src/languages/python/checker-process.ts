import type { RunningTool, ToolRunner } from "../../ports/tool-runner.ts";
import { CHECKER_SOURCE } from "./checker/source.ts";
import type { AnswerTo, Request } from "./checker-messages.ts";
import { untilAborted } from "./until-aborted.ts";

/** An answer, or why there is none. */
export type Reply<T> =
  | { readonly kind: "answer"; readonly answer: T }
  | { readonly kind: "none"; readonly reason: "timeout" | "tool-crash"; readonly detail: string };

export interface AskOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Python as a warm process that parses. Asked one thing at a time; started again when it is gone. */
export interface CheckerProcess extends AsyncDisposable {
  /** @throws `options.signal.reason` when aborted. */
  ask<R extends Request>(request: R, options: AskOptions): Promise<Reply<AnswerTo<R>>>;
}

interface Warm {
  readonly tool: RunningTool;
  readonly lines: AsyncIterator<string>;
}

/** Starts nothing before the first question. */
export function createCheckerProcess(toolRunner: ToolRunner, python: string): CheckerProcess {
  let warm: Warm | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let count = 0;

  async function start(): Promise<Warm> {
    // Isolated, without site packages: neither the project's files nor the user's settings change how it parses.
    const args = ["-I", "-S", "-B", "-u", "-c", CHECKER_SOURCE];
    const tool = await toolRunner.start({
      program: python,
      args,
      maxOutputBytes: 64 * 1024 * 1024,
    });
    return { tool, lines: tool.lines[Symbol.asyncIterator]() };
  }

  async function stop(): Promise<void> {
    const stopping = warm;
    warm = undefined;
    await stopping?.tool[Symbol.asyncDispose]();
  }

  /** One question and its answer; whatever goes wrong ends the process, so that no answer comes late. */
  async function exchange<T>(
    request: Request,
    deadline: AbortSignal,
  ): Promise<Reply<T> | undefined> {
    warm ??= await start();
    const { tool, lines } = warm;
    const id = ++count;
    tool.send(JSON.stringify({ id, ...request }));
    const line = await untilAborted(lines.next(), deadline);
    if (line === undefined) {
      await stop();
      return undefined;
    }
    if (line.done !== true) {
      const answer = JSON.parse(line.value) as T & { readonly id: number; readonly crash?: string };
      if (answer.crash === undefined) return { kind: "answer", answer };
      return { kind: "none", reason: "tool-crash", detail: answer.crash };
    }
    const { stderr, signal, exitCode } = await tool.ended;
    await stop();
    const detail = stderr.trim() || `it ended with ${signal ?? `exit code ${exitCode}`}`;
    return { kind: "none", reason: "tool-crash", detail };
  }

  return {
    async ask<R extends Request>(request: R, { timeoutMs, signal }: AskOptions) {
      signal?.throwIfAborted();
      const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
      const deadline = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      const turn = Promise.withResolvers<void>();
      const before = lastTurn;
      lastTurn = Promise.all([before, turn.promise]);
      try {
        await untilAborted(before, deadline);
        const reply = deadline.aborted ? undefined : await exchange<AnswerTo<R>>(request, deadline);
        signal?.throwIfAborted();
        if (reply !== undefined) return reply;
        return { kind: "none", reason: "timeout", detail: `no answer within ${timeoutMs} ms` };
      } finally {
        turn.resolve();
      }
    },
    async [Symbol.asyncDispose]() {
      await lastTurn;
      await stop();
    },
  };
}
