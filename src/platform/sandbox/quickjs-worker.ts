/** The thread of a child process that interprets a job; see `quickjs-child.ts`. */

import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { type QuickJsJob, runInQuickJs } from "./quickjs-engine.ts";
import { toExitCode } from "./quickjs-exit.ts";

// Written at once: what a thread prints through `process.stdout` is lost when it ends.
const end = await runInQuickJs(workerData as QuickJsJob, (stream, text) => {
  const bytes = Buffer.from(text, "utf8");
  for (let start = 0; start < bytes.length; )
    start += writeSync(stream === "stdout" ? 1 : 2, bytes, start);
});
process.exit(toExitCode(end));
