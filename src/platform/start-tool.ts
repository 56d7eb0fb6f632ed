import type { Readable } from "node:stream";
import type { RunningTool, ToolCommand } from "../ports/tool-runner.ts";
import { atMost } from "./at-most.ts";
import { type ProcessGroup, startGroup } from "./process-group.ts";
import { readLines } from "./read-lines.ts";
import { createScratchFolder } from "./scratch-folder.ts";

const STDERR_BYTES = 64 * 1024;
/** How long a program may take to end once its input has. */
const FAREWELL_MS = 300;

/** Starts a program that stays; see `ToolRunner.start`. `maxOutputBytes` limits one line. */
export async function startTool(command: ToolCommand): Promise<RunningTool> {
  await using scope = new AsyncDisposableStack();
  const directory = command.directory ?? scope.use(await createScratchFolder()).path;
  const {
    program,
    args,
    environment = {},
    inherits = "nothing",
    maxOutputBytes = 10 * 1024 * 1024,
  } = command;
  const group = await startGroup({ program, args, directory, environment, inherits });
  scope.defer(() => close(group));

  const stderr = keepTail(group.stderr, STDERR_BYTES);
  const lines = readLines(group.stdout, maxOutputBytes, () => void group.terminate());
  const owned = scope.move();
  return {
    send(line) {
      if (line.includes("\n")) throw new TypeError("Cannot send a line: it holds a line feed");
      if (group.stdin.writable) group.stdin.write(`${line}\n`);
    },
    lines,
    ended: group.ended.then(async (end) => ({ ...end, stderr: await stderr() })),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function close(group: ProcessGroup): Promise<void> {
  group.stdin.end();
  await atMost(FAREWELL_MS, group.ended);
  await group.terminate();
  group.stdout.destroy();
  group.stderr.destroy();
}

/** Reads all of a stream and keeps its end; gives it when the stream has closed, or soon after. */
function keepTail(stream: Readable, maxBytes: number): () => Promise<string> {
  let tail: Buffer = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    const joined = Buffer.concat([tail, chunk]);
    tail = joined.subarray(Math.max(0, joined.length - maxBytes));
  });
  const closed = new Promise((resolve) => stream.once("close", resolve));
  return async () => {
    await atMost(FAREWELL_MS, closed);
    return tail.toString("utf8");
  };
}
