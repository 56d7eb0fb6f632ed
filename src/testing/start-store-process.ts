import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StoreLocation, StoreWork } from "./batch-store-process.ts";

export interface StoreProcess {
  readonly child: ChildProcess;
  /** What it has printed so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves with the line at `index` as soon as it is there. */
  line(index: number): Promise<string>;
  /** Resolves when it has ended by itself; rejects with what it complained of. */
  readonly ended: Promise<void>;
}

/** Starts a process that works on a store: see `batch-store-process.ts`. */
export function startStoreProcess(location: StoreLocation, work: StoreWork): StoreProcess {
  const script = fileURLToPath(new URL("./batch-store-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify({ location, work })], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const wake of waiting) wake();
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const ended = once(child, "close").then(([code]) => {
    for (const wake of waiting) wake();
    if (code !== 0) throw new Error(`the process ended with ${code}: ${complaints}`);
  });
  // Whoever kills it does not wait for a good end.
  ended.catch(() => undefined);

  return {
    child,
    lines,
    ended,
    async line(index) {
      for (;;) {
        const found = lines[index];
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(`the process ended: ${complaints}`);
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.add(resolve);
        await promise;
        waiting.delete(resolve);
      }
    },
  };
}
