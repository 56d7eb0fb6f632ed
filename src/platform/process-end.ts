/** What must be cleaned up if this process ends before it is done. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const cleanings = new Set<() => void>();

/**
 * Calls `clean`, which must be synchronous, when this process exits or a signal ends it.
 * Gives back a function that calls it off.
 */
export function atProcessEnd(clean: () => void): () => void {
  if (cleanings.size === 0) listen();
  cleanings.add(clean);
  return () => {
    if (cleanings.delete(clean) && cleanings.size === 0) unlisten();
  };
}

function cleanAll(): void {
  for (const clean of cleanings) {
    try {
      clean();
    } catch {
      // The others must be cleaned too, and nobody is left to tell.
    }
  }
  cleanings.clear();
}

function endBySignal(signal: NodeJS.Signals): void {
  // Whoever else listens decides what the signal means; an exit that follows cleans up.
  if (process.listenerCount(signal) > 1) return;
  cleanAll();
  unlisten();
  process.kill(process.pid, signal);
}

function listen(): void {
  process.on("exit", cleanAll);
  // First in line, or a `once` listener would be gone already when the others are counted.
  for (const signal of SIGNALS) process.prependListener(signal, endBySignal);
}

function unlisten(): void {
  process.off("exit", cleanAll);
  for (const signal of SIGNALS) process.off(signal, endBySignal);
}
