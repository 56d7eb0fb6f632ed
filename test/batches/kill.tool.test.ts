/**
 * Batches whose processes are really killed, with kill -9 and at any moment. The bill of the provider is the judge, and
 * the summary that a batch has which nobody disturbed.
 *
 * The verifier is the real Dafny, asked the same question once: most of the time is the batch's own, which is what is
 * killed here. `SPECWRIGHT_KILLS` is the number of moments.
 */

import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import { systemClock } from "../../src/platform/clock.ts";
import { createRandom } from "../../src/platform/random.ts";
import { type RedisServer, startRedis } from "../../src/testing/start-redis.ts";
import type { startCli } from "../cli/run-cli.ts";
import { createVerifier, openWorld, type World } from "./batch-world.ts";

const WORKERS = 3;
const KILLS = Number(process.env["SPECWRIGHT_KILLS"] ?? 4);
/** Where there are few moments, a shorter batch has as many things to be killed in. */
const TASKS = KILLS > 4 ? 60 : 30;
/** For one of thirty, everything is tried in vain. */
const HOPELESS = TASKS / 30;
const LOCAL_KILLS = Math.max(2, Math.ceil(KILLS / 5));
const ROUND_MS = 180_000;

/** All accepted but the hopeless ones. */
const EXIT = 4;

let verifier: ReturnType<typeof createVerifier>;
beforeAll(() => {
  verifier = createVerifier();
});
afterAll(() => verifier[Symbol.dispose]());

type Process = ReturnType<typeof startCli>;

const BATCH = ["--yes", "--seed", "7", "--batch-size", "10", "--max-iterations", "2"];

/** What starts the coordinator, or lets it go on where it had begun. */
const coordinate = (world: World, ...options: readonly string[]): Process => {
  const [id] = world.batchIds();
  return id === undefined
    ? world.start("batch", "tasks", ...BATCH, ...options)
    : world.start("batch", "--resume", id, "--yes", ...options);
};

const work = (world: World, { url }: RedisServer): Process =>
  world.start("worker", "--queue", url, "--yes", "--parallel", "2", "--lease", "1500");

const kill = async ({ child, ended }: Process): Promise<void> => {
  child.kill("SIGKILL");
  await ended;
};

interface Round {
  readonly summary: unknown;
  readonly paid: number;
  readonly twice: readonly string[];
  readonly code: number | null;
  readonly stderr: string;
  readonly ms: number;
}

/** All that must not differ. */
const endingOf = ({ summary, paid, twice, code }: Round) => ({ summary, paid, twice, code });

const showOnFailure = (text: string): void =>
  onTestFailed(() => void process.stderr.write(`${text}\n`));

/** A batch from its beginning to its end; `disturb` may replace processes on the way. */
async function runOnRedis(
  disturb: (parts: Disturbed) => Promise<string> = async () => "nothing",
): Promise<Round & { readonly killed: string }> {
  await using world = await openWorld(TASKS, verifier.program);
  await using redis = await startRedis({ settings: [["appendfsync", "always"]] });
  const startedAt = performance.now();
  const parts: Disturbed = {
    world,
    redis,
    coordinator: coordinate(world, "--queue", redis.url),
    workers: Array.from({ length: WORKERS }, () => work(world, redis)),
  };
  try {
    const killed = await disturb(parts);
    const { code, stderr } = await parts.coordinator.ended;
    const told = [stderr, ...(await tellEnded(parts.workers))].join("\n");
    return { ...endOf(world, code, told, startedAt), killed };
  } finally {
    await Promise.all([parts.coordinator, ...parts.workers].map(kill));
  }
}

/** What workers said that have ended by themselves: none should. */
async function tellEnded(workers: readonly Process[]): Promise<readonly string[]> {
  const ended = workers.filter(({ child }) => child.exitCode !== null);
  return Promise.all(ended.map(async (worker) => `a worker: ${(await worker.ended).stderr}`));
}

interface Disturbed {
  readonly world: World;
  readonly redis: RedisServer;
  coordinator: Process;
  workers: Process[];
}

function endOf(world: World, code: number | null, stderr: string, startedAt: number): Round {
  const { all, twice } = world.provider.paid;
  const summary = code === EXIT ? world.summary() : undefined;
  return { summary, paid: all.length, twice, code, stderr, ms: performance.now() - startedAt };
}

/**
 * Kills one of the processes, and starts it again a little later: at any time of the batch, or, every other time, while
 * calls are on their way.
 */
async function killOne(
  parts: Disturbed,
  draw: (below: number) => number,
  { ms, paid, isWhileAsking }: { ms: number; paid: number; isWhileAsking: boolean },
): Promise<string> {
  const { world, redis } = parts;
  const which = draw(WORKERS + 2);
  const afterMs = draw(isWhileAsking ? 300 : Math.ceil(ms));
  const requests = isWhileAsking ? 1 + draw(paid) : 0;
  const { child } = parts.coordinator;
  while (world.provider.requests.length < requests && child.exitCode === null)
    await systemClock.sleep(5);
  await systemClock.sleep(afterMs);
  const when = `${afterMs} ms after request ${requests}`;
  const pause = (): Promise<void> => systemClock.sleep(draw(400));
  if (which < WORKERS) {
    await kill(parts.workers[which] as Process);
    await pause();
    parts.workers[which] = work(world, redis);
    return `worker ${when}`;
  }
  if (which === WORKERS) {
    await redis.kill();
    await pause();
    await redis.start();
    return `redis ${when}`;
  }
  await kill(parts.coordinator);
  await pause();
  parts.coordinator = coordinate(world, "--queue", redis.url);
  return `coordinator ${when}`;
}

const drawFrom = (seed: number) => {
  const random = createRandom(seed, systemClock);
  return (below: number): number => random.nextInteger() % below;
};

describe("a batch on Redis with three workers", () => {
  let undisturbed: Round;
  beforeAll(async () => {
    // The first one asks the verifier; the second one is as fast as those that are killed.
    await runOnRedis();
    undisturbed = await runOnRedis();
  }, 2 * ROUND_MS);

  test("comes to its end undisturbed", () => {
    showOnFailure(undisturbed.stderr);
    expect(undisturbed.code).toBe(EXIT);
    expect(undisturbed.twice).toEqual([]);
    expect(undisturbed.summary).toMatchObject({
      statuses: { accepted: TASKS - HOPELESS, exhausted: HOPELESS },
    });
  });

  test.each(Array.from({ length: KILLS }, (_, at) => at + 1))(
    "killed at random moment %i has the same summary, and nothing is paid twice",
    async (seed) => {
      const draw = drawFrom(seed);
      const round = await runOnRedis((parts) =>
        killOne(parts, draw, { ...undisturbed, isWhileAsking: seed % 2 === 1 }),
      );

      showOnFailure(`${round.killed}\n${round.stderr}`);
      expect(endingOf(round)).toEqual(endingOf(undisturbed));
    },
    ROUND_MS,
  );
});

describe("a batch on this machine alone", () => {
  const runAlone = async (killAfterMs: readonly number[] = []): Promise<Round> => {
    await using world = await openWorld(TASKS, verifier.program);
    const startedAt = performance.now();
    for (const ms of killAfterMs) {
      const process = coordinate(world, "--parallel", "4");
      const isOver = process.ended.then(() => true);
      if (!(await Promise.race([isOver, systemClock.sleep(ms).then(() => false)])))
        await kill(process);
    }
    const { code, stderr } = await coordinate(world, "--parallel", "4").ended;
    return endOf(world, code, stderr, startedAt);
  };

  let undisturbed: Round;
  beforeAll(async () => {
    await runAlone();
    undisturbed = await runAlone();
  }, 2 * ROUND_MS);

  test("comes to the same end as on Redis would be expected of it", () => {
    showOnFailure(undisturbed.stderr);
    expect(undisturbed.code).toBe(EXIT);
    expect(undisturbed.summary).toMatchObject({
      statuses: { accepted: TASKS - HOPELESS, exhausted: HOPELESS },
    });
  });

  test.each(Array.from({ length: LOCAL_KILLS }, (_, at) => at + 1))(
    "killed at random moments %i and resumed has the same summary, and nothing is paid twice",
    async (seed) => {
      const draw = drawFrom(1000 + seed);
      const latest = Math.ceil(undisturbed.ms);
      const round = await runAlone([draw(latest), draw(latest)]);

      showOnFailure(round.stderr);
      expect(endingOf(round)).toEqual(endingOf(undisturbed));
    },
    ROUND_MS,
  );
});
