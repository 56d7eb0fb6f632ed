import { Worker } from "node:worker_threads";

/** How long a process may outlive the one that started it. */
const LOOK_EVERY_MS = 1_000;

/** In a thread of its own: SQL that does not end holds the main one, which then never sees that its input has ended. */
const WATCH = `
  const parent = process.ppid;
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (process.ppid === parent) Atomics.wait(never, 0, 0, ${LOOK_EVERY_MS});
  process.kill(process.pid, "SIGKILL");
`;

/** Ends this process when its parent is gone, whatever it is doing. */
export function endWithParent(): void {
  new Worker(WATCH, { eval: true }).unref();
}
