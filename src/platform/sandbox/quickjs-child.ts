/** Program: takes a job as JSON on stdin, interprets it, and says by its exit code how it ended. */

import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import type { QuickJsJob } from "./quickjs-engine.ts";

const workerPath = new URL(
  import.meta.url.endsWith(".ts") ? "./quickjs-worker.ts" : "./quickjs-worker.js",
  import.meta.url,
);
// A thread, because only a thread's stack can be made large enough for deep recursion.
const worker = new Worker(workerPath, {
  workerData: JSON.parse(await text(process.stdin)) as QuickJsJob,
  resourceLimits: { stackSizeMb: 64 },
});
worker.once("exit", (exitCode) => process.exit(exitCode));
