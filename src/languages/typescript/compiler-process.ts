import { fileURLToPath } from "node:url";
import type { RunningTool, ToolRunner } from "../../ports/tool-runner.ts";
import type { CompilerRequest, CompilerResponse } from "./compiler-messages.ts";

/** The process in which the compiler lives. */
export interface CompilerProcess extends AsyncDisposable {
  /** One at a time. `undefined` when the process ended instead of answering. */
  exchange(request: CompilerRequest): Promise<CompilerResponse | undefined>;
  /** What it said on stderr, when it has ended. */
  readonly lastWords: Promise<string>;
}

/** Most memory that the compiler may take for its own objects. */
const HEAP_MEBIBYTES = 2048;
/** Longest response: a project's modules, ready to run. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./checker-process.ts" : "./checker-process.js",
  import.meta.url,
);

/** @throws {Fault} `toolchain/missing` */
export async function startCompiler(toolRunner: ToolRunner): Promise<CompilerProcess> {
  const tool: RunningTool = await toolRunner.start({
    program: toolRunner.node,
    args: [`--max-old-space-size=${HEAP_MEBIBYTES}`, fileURLToPath(ENTRY)],
    maxOutputBytes: MAX_LINE_BYTES,
  });
  const lines = tool.lines[Symbol.asyncIterator]();
  let id = 0;
  return {
    async exchange(request) {
      id += 1;
      tool.send(JSON.stringify({ id, ...request }));
      const line = await lines.next();
      return line.done === true ? undefined : readResponse(line.value, id);
    },
    lastWords: tool.ended.then(({ stderr }) => stderr),
    [Symbol.asyncDispose]: () => tool[Symbol.asyncDispose](),
  };
}

function readResponse(line: string, id: number): CompilerResponse {
  const response = JSON.parse(line) as CompilerResponse;
  if (response.id !== id)
    throw new TypeError("Cannot use the compiler's response: it is to another request");
  return response;
}
