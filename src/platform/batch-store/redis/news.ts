import type { Clock } from "../../../ports/clock.ts";
import type { RedisLink } from "./connect.ts";

/** Tells all processes that something about the jobs has changed. */
export interface News {
  /** How often something was told so far. */
  readonly count: number;
  tell(): Promise<void>;
  /** Resolves with the next news after the count was `since`, after `timeoutMs` at the latest. */
  wait(since: number, timeoutMs: number, signal: AbortSignal | undefined): Promise<void>;
  /** Calls back each time that the server is there again after it was away. */
  onReturn(action: () => Promise<void>): void;
}

/** News over a channel; what was told while the connection was lost counts as told when it is back. */
export async function openNews(link: RedisLink, channel: string, clock: Clock): Promise<News> {
  const waiting = new Set<() => void>();
  let count = 0;
  const hear = (): void => {
    count += 1;
    for (const wake of waiting) wake();
  };
  const returns = new Set<() => Promise<void>>();
  const listener = link.open();
  listener.on("message", hear);
  await link.attempt(() => listener.subscribe(channel));
  listener.on("ready", () => {
    hear();
    // What fails here fails for the next caller too, who is told.
    for (const action of returns) void action().catch(() => undefined);
  });

  return {
    get count() {
      return count;
    },
    onReturn(action) {
      returns.add(action);
    },
    async tell() {
      await link.attempt(() => link.client.publish(channel, ""));
    },
    async wait(since, timeoutMs, signal) {
      signal?.throwIfAborted();
      if (count !== since) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const over = new AbortController();
      const limit = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
      waiting.add(resolve);
      try {
        await Promise.race([promise, clock.sleep(timeoutMs, limit)]);
      } finally {
        waiting.delete(resolve);
        over.abort();
      }
    },
  };
}
