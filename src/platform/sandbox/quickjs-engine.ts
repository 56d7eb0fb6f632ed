import { posix } from "node:path";
import { format } from "node:util";
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from "quickjs-emscripten";
import type { SourceText } from "../../domain/source-text.ts";

/** A module and those it imports, with limits. */
export interface QuickJsJob {
  readonly files: readonly SourceText[];
  readonly entry: string;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
}

/** How a job ended, its output apart. */
export type QuickJsEnd =
  | { readonly ended: "exit"; readonly exitCode: number }
  | { readonly ended: "timeout" | "memory" };

/** Takes what the job prints, as it comes. */
export type WriteOutput = (stream: "stdout" | "stderr", text: string) => void;

/** Depth of calls: about 12 000, as in Node. It takes 64 MiB of the thread's own stack. */
const STACK_BYTES = 2 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;
/** What the interpreter asks for at its start: 16 MiB. */
const INITIAL_PAGES = 256;
/** Node has it; its types belong to browsers. */
const { Memory: WebAssemblyMemory } = (
  globalThis as unknown as {
    readonly WebAssembly: {
      readonly Memory: new (limits: {
        readonly initial: number;
        readonly maximum: number;
      }) => { readonly buffer: ArrayBuffer };
    };
  }
).WebAssembly;
/** What Node ends with when a module waits for what never comes. */
const UNSETTLED_EXIT = 13;

/**
 * Runs an ES module and its promises to the end, in an interpreter that knows the language and
 * `console`, and nothing of this machine. Blocks its thread; needs a fresh one for each job,
 * because one that ran out of memory is not fit for another.
 *
 * @see https://github.com/justjake/quickjs-emscripten
 */
export async function runInQuickJs(job: QuickJsJob, write: WriteOutput): Promise<QuickJsEnd> {
  const { newQuickJSWASMModuleFromVariant, newVariant, RELEASE_SYNC } = await import(
    "quickjs-emscripten"
  );
  // The runtime's own limit counts blocks, not bytes, in this build; the memory's size is a wall.
  const maximum = Math.max(INITIAL_PAGES, Math.floor(job.memoryBytes / PAGE_BYTES));
  const wasmMemory = new WebAssemblyMemory({ initial: INITIAL_PAGES, maximum });
  const engine = await newQuickJSWASMModuleFromVariant(newVariant(RELEASE_SYNC, { wasmMemory }));
  const runtime = engine.newRuntime();
  const deadline = performance.now() + job.timeoutMs;
  let isInterrupted = false;
  runtime.setMaxStackSize(STACK_BYTES);
  runtime.setInterruptHandler(() => (isInterrupted ||= performance.now() > deadline));
  runtime.setModuleLoader(
    (path) => findFile(job.files, path) ?? { error: new Error(`Cannot find module '${path}'`) },
    (base, specifier) => resolveImport(base, specifier),
  );
  // Where memory is short, even the error that says so may find no room.
  const isFull = (): boolean => wasmMemory.buffer.byteLength > (maximum * PAGE_BYTES) / 2;

  try {
    const context = runtime.newContext();
    addConsole(context, write);
    const thrown = evaluate(context, runtime, findFile(job.files, job.entry) ?? "", job.entry);
    if (isInterrupted) return { ended: "timeout" };
    if (thrown === undefined) return { ended: "exit", exitCode: 0 };
    if (thrown === UNSETTLED) {
      write("stderr", "Warning: a top-level await waits for what never comes\n");
      return { ended: "exit", exitCode: UNSETTLED_EXIT };
    }
    const error = context.dump(thrown) as unknown;
    if (isOutOfMemory(error) || (!isErrorLike(error) && isFull())) return { ended: "memory" };
    write("stderr", renderError(error));
  } catch (error) {
    // The interpreter itself gave up: its stack or its memory was used up at a bad moment.
    if (isInterrupted) return { ended: "timeout" };
    if (isFull()) return { ended: "memory" };
    write("stderr", `InternalError: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  return { ended: "exit", exitCode: 1 };
}

const UNSETTLED = Symbol("unsettled");

/** What was thrown, `UNSETTLED`, or `undefined` where all went well. */
function evaluate(
  context: QuickJSContext,
  runtime: QuickJSRuntime,
  text: string,
  path: string,
): QuickJSHandle | typeof UNSETTLED | undefined {
  const result = context.evalCode(text, path, { type: "module" });
  if (result.error !== undefined) return result.error;
  const jobs = runtime.executePendingJobs();
  if (jobs.error !== undefined) return jobs.error;
  const state = context.getPromiseState(result.value);
  if (state.type === "pending") return UNSETTLED;
  return state.type === "rejected" ? state.error : undefined;
}

function addConsole(context: QuickJSContext, write: WriteOutput): void {
  const console = context.newObject();
  const methods = {
    log: "stdout",
    info: "stdout",
    debug: "stdout",
    warn: "stderr",
    error: "stderr",
  } as const;
  for (const [name, stream] of Object.entries(methods)) {
    const method = context.newFunction(name, (...values) =>
      write(stream, `${format(...values.map((value) => context.dump(value)))}\n`),
    );
    context.setProp(console, name, method);
  }
  context.setProp(context.global, "console", console);
}

const findFile = (files: readonly SourceText[], path: string): string | undefined =>
  files.find((file) => file.path === path)?.text;

const resolveImport = (base: string, specifier: string): string =>
  /^\.{1,2}\//.test(specifier) ? posix.join(posix.dirname(base), specifier) : specifier;

const isOutOfMemory = (error: unknown): boolean =>
  isErrorLike(error) && error.name === "InternalError" && error.message === "out of memory";

const renderError = (error: unknown): string =>
  isErrorLike(error)
    ? `${error.name}: ${error.message}\n${error.stack ?? ""}`
    : `Uncaught ${format(error)}\n`;

interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

const isErrorLike = (error: unknown): error is ErrorLike =>
  typeof error === "object" && error !== null && "name" in error && "message" in error;
