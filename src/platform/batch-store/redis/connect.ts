import type { Redis } from "ioredis";
import { Fault, isFault } from "../../../domain/fault.ts";
import type { Clock } from "../../../ports/clock.ts";
import { waitAtMost } from "../../../std/wait-at-most.ts";

/** A connection that outlives restarts of its server. */
export interface RedisLink {
  readonly client: Redis;
  /** Where it is, without user and password. */
  readonly address: string;
  /**
   * Does `action`, again and again while the server is away or not yet ready; it must bear being done twice.
   *
   * @throws {Fault} `queue/unreachable` when patience runs out, or the server refuses for good.
   */
  attempt<T>(action: () => Promise<T>): Promise<T>;
  /** Another connection to the same server, for what one connection cannot do at once. */
  open(): Redis;
  close(): void;
}

export interface ConnectOptions {
  readonly clock: Clock;
  /** How long a server may be away. */
  readonly patienceMs: number;
  /** The same for the first connection. */
  readonly openingMs: number;
}

const RETRY_MS = { first: 20, last: 500 } as const;

/**
 * @param load brings `ioredis`
 * @throws {Fault} `usage/invalid` for what is no address of a Redis; `queue/unreachable`.
 */
export async function connect(
  url: string,
  RedisClient: typeof Redis,
  { clock, patienceMs, openingMs }: ConnectOptions,
): Promise<RedisLink> {
  const address = shownAddress(url);
  let lastError: Error | undefined;
  const opened: Redis[] = [];

  const open = (): Redis => {
    const client = new RedisClient(url, OPTIONS);
    // Without a listener each lost connection would be printed.
    client.on("error", (error: Error) => {
      lastError = error;
    });
    opened.push(client);
    return client;
  };

  const close = (): void => {
    for (const client of opened) client.disconnect();
  };

  const within = async <T>(ms: number, action: () => Promise<T>): Promise<T> => {
    const until = clock.elapsed() + ms;
    const giveUp = (): Fault => unreachable(address, ms, lastError);
    let pauseMs: number = RETRY_MS.first;
    for (;;) {
      const leftMs = until - clock.elapsed();
      if (leftMs <= 0) throw giveUp();
      try {
        return await waitAtMost(action(), {
          timeoutMs: Math.ceil(leftMs),
          signal: undefined,
          onTimeout: giveUp,
        });
      } catch (error) {
        if (isFault(error) || !(error instanceof Error)) throw error;
        if (isRefusal(error)) throw refused(address, error);
        if (!isPassing(error)) throw error;
        lastError = error;
      }
      await clock.sleep(Math.min(pauseMs, Math.max(0, until - clock.elapsed())));
      pauseMs = Math.min(RETRY_MS.last, pauseMs * 2);
    }
  };

  const client = open();
  try {
    await within(openingMs, async () => {
      // A wrong password is told by an event only, and tried again for ever.
      while (client.status !== "ready") {
        if (lastError !== undefined && isRefusal(lastError)) throw lastError;
        await clock.sleep(RETRY_MS.first);
      }
      await client.ping();
    });
  } catch (error) {
    close();
    throw error;
  }
  return { client, address, attempt: (action) => within(patienceMs, action), open, close };
}

const OPTIONS = {
  // What is on its way when the server goes away waits until it is back.
  maxRetriesPerRequest: null,
  enableReadyCheck: true,
  connectTimeout: 5000,
  retryStrategy: (times: number) =>
    Math.min(RETRY_MS.first * 2 ** Math.min(times, 10), RETRY_MS.last),
};

/** The server is away, or loads what it keeps: the same may work soon. */
const isPassing = ({ message }: Error): boolean =>
  /^(?:LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|READONLY) |Connection is closed|Stream isn't writeable|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|timed out/.test(
    message,
  );

/** The server answers, and will not do it. */
const isRefusal = ({ message }: Error): boolean =>
  /^(?:NOAUTH|WRONGPASS|NOPERM|OOM|MISCONF|ERR AUTH|ERR invalid password|ERR unknown command|ERR invalid DB index)\b/i.test(
    message,
  );

/** The address as it may be shown: without user, password and parameters. */
export function shownAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.host === "" || !/^rediss?:$/.test(parsed.protocol))
    throw new Fault(
      "usage/invalid",
      // It is not repeated: it may hold a password.
      "Cannot use the queue's address: it is not a redis:// or rediss:// address",
      { help: "Name it as redis://HOST:6379, or rediss://USER:PASSWORD@HOST:6379 with TLS" },
    );
  const { protocol, host, pathname } = parsed;
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

const unreachable = (address: string, ms: number, last: Error | undefined): Fault =>
  new Fault(
    "queue/unreachable",
    `Cannot reach the queue at ${address}: it did not answer for ${Math.ceil(ms / 1000)} s${
      last === undefined ? "" : ` (${reasonOf(last)})`
    }`,
    { help: "Start the server, or correct its address; what was done until then is kept in it" },
  );

const refused = (address: string, error: Error): Fault =>
  new Fault("queue/unreachable", `Cannot use the queue at ${address}: ${reasonOf(error)}`, {
    help: /^(?:NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password)/i.test(error.message)
      ? "Put the user and password into its address: redis://USER:PASSWORD@HOST:6379"
      : "Ask who runs the server",
  });

/** The first line of what the server or the connection said; the command that it repeats may hold anything. */
function reasonOf(error: Error): string {
  const message = error.message === "" && "code" in error ? String(error.code) : error.message;
  return (message.split("\n")[0] ?? "").slice(0, 200);
}
