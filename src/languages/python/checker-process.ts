import type { ToolRunner } from "../../ports/tool-runner.ts";
import { type AskOptions, createWarmProcess, type Reply } from "../../std/warm-process.ts";
import { CHECKER_SOURCE } from "./checker/source.ts";
import type { AnswerTo, Request } from "./checker-messages.ts";

/** Python as a warm process that parses. Asked one thing at a time; started again when it is gone. */
export interface CheckerProcess extends AsyncDisposable {
  /** @throws `options.signal.reason` when aborted. */
  ask<R extends Request>(request: R, options: AskOptions): Promise<Reply<AnswerTo<R>>>;
}

const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Starts nothing before the first question. */
export function createCheckerProcess(toolRunner: ToolRunner, python: string): CheckerProcess {
  const process = createWarmProcess<Request, { readonly crash?: string }>(
    () =>
      toolRunner.start({
        program: python,
        // Isolated, without site packages: neither the project's files nor the user's settings change how it parses.
        args: ["-I", "-S", "-B", "-u", "-c", CHECKER_SOURCE],
        maxOutputBytes: MAX_LINE_BYTES,
      }),
    { crashOf: ({ crash }) => crash },
  );
  return {
    ask: async <R extends Request>(request: R, options: AskOptions) =>
      (await process.ask(request, options)) as Reply<AnswerTo<R>>,
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
