import { fileURLToPath } from "node:url";
import type { RunningTool, ToolRunner } from "../../../ports/tool-runner.ts";
import type { InterpreterRequest, InterpreterResponse } from "./messages.ts";

/** The process in which programs run. */
export interface InterpreterProcess extends AsyncDisposable {
  /** One at a time. `undefined` when the process ended instead of answering. */
  exchange(request: InterpreterRequest): Promise<InterpreterResponse | undefined>;
  /** What it said on stderr, when it has ended. */
  readonly lastWords: Promise<string>;
}

/** Most memory that a program's values may take. */
const HEAP_MEBIBYTES = 512;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "../tests-process.ts" : "../tests-process.js",
  import.meta.url,
);

/** A second wall around the interpreter: its process may read files, to load itself, and no more. */
const WALLS = ["--no-warnings", "--permission", "--allow-fs-read=*"] as const;

/** @throws {Fault} `toolchain/missing` */
export async function startInterpreter(toolRunner: ToolRunner): Promise<InterpreterProcess> {
  const tool: RunningTool = await toolRunner.start({
    program: toolRunner.node,
    args: [...WALLS, `--max-old-space-size=${HEAP_MEBIBYTES}`, fileURLToPath(ENTRY)],
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

function readResponse(line: string, id: number): InterpreterResponse {
  const response = JSON.parse(line) as InterpreterResponse;
  if (response.id !== id)
    throw new TypeError("Cannot use the interpreter's response: it is to another request");
  return response;
}
