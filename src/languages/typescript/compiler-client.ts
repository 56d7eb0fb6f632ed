import { fileURLToPath } from "node:url";
import { Fault } from "../../domain/fault.ts";
import type { ToolRunner } from "../../ports/tool-runner.ts";
import { type AskOptions, createWarmProcess, type Reply } from "../../std/warm-process.ts";
import type { CompilerAnswers, CompilerRequest, CompilerResponse } from "./compiler-messages.ts";

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

/** Most memory that the compiler may take for its own objects. */
const HEAP_MEBIBYTES = 2048;
/** Longest response: a project's modules, ready to run. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./checker-process.ts" : "./checker-process.js",
  import.meta.url,
);

/** Starts nothing until it is asked. */
export function createCompilerClient(toolRunner: ToolRunner): CompilerClient {
  const process = createWarmProcess<CompilerRequest, CompilerResponse>(
    () =>
      toolRunner.start({
        program: toolRunner.node,
        args: [`--max-old-space-size=${HEAP_MEBIBYTES}`, fileURLToPath(ENTRY)],
        maxOutputBytes: MAX_LINE_BYTES,
      }),
    { crashOf: (response) => (response.kind === "crash" ? response.detail : undefined) },
  );
  return {
    async ask(request, options) {
      const reply = await process.ask(request, options);
      if (reply.kind === "none") return reply;
      const { answer: response } = reply;
      if (response.kind === "answer") return { kind: "answer", answer: response.answer as never };
      if (response.kind === "fault") throw toFault(response);
      throw new TypeError("Cannot use the compiler's response: it crashed");
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}

const toFault = ({ code, message, help }: Extract<CompilerResponse, { kind: "fault" }>): Fault =>
  new Fault(code, message, { help });
