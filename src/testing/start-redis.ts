import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** kill -9; what it was told is in its files. */
  kill(): Promise<void>;
  /** It hangs: connections stay, and nothing is answered. */
  pause(): void;
  /** Deletes its files; to be done while it is killed. */
  lose(): void;
  /** On the same port, with the same files. */
  start(): Promise<void>;
}

export interface StartRedisOptions {
  /** Whether it keeps everything over a restart. @default true */
  readonly isDurable?: boolean | undefined;
  /** Further settings, e.g. `["requirepass", "secret"]`. @default none */
  readonly settings?: readonly (readonly [string, string])[] | undefined;
}

/** Starts a Redis of its own on a free port of 127.0.0.1, with its files in a scratch folder. */
export async function startRedis({
  isDurable = true,
  settings = [],
}: StartRedisOptions = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "specwright-redis-"));
  const port = await findPort();
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const pairs = [
      ["bind", "127.0.0.1"],
      ["port", String(port)],
      ["dir", folder],
      ["save", '""'],
      ["appendonly", isDurable ? "yes" : "no"],
      // Else it may put off writing while its disk is busy, and a kill takes what it has said yes to.
      ["appendfsync", "always"],
      ...settings,
    ];
    const started = spawn(
      "redis-server",
      pairs.flatMap(([name, value = ""]) => [`--${name}`, ...value.split(" ")]),
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    child = started;
    for await (const line of createInterface({ input: started.stdout }))
      if (line.includes("Ready to accept connections")) break;
    // Its log must not fill the pipe.
    started.stdout.resume();
  };

  const kill = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "close");
  };

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    kill,
    lose() {
      rmSync(join(folder, "appendonlydir"), { recursive: true, force: true });
    },
    pause() {
      child?.kill("SIGSTOP");
    },
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("Cannot find a port");
  return address.port;
}
