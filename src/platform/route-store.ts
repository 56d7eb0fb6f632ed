import { z } from "zod";
import { Fault, isFault } from "../domain/fault.ts";
import type { RouteState } from "../domain/route-traffic.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { RouteStore } from "../ports/route-store.ts";

/** Relative to the project. */
export const ROUTES_PATH = ".specwright/routes.json";
const LOCK_PATH = ".specwright/routes.lock";
/** Raised when an older version could not use it. */
const VERSION = 1;

/** Longest wait for others that write, and between two looks. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 5;

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const runs = z.strictObject({ runs: count, accepted: count });
const sides = z.strictObject({ route: runs, base: runs });
const bets = z.array(z.number().nonnegative());
const state = z.strictObject({
  route: z.string(),
  model: z.string(),
  base: z.string(),
  share,
  retreats: count,
  here: sides,
  all: sides,
  evidence: z.strictObject({ runs: sides, open: sides, asGood: bets, worse: bets }),
  lastChange: z
    .strictObject({ at: z.string(), from: share, to: share, why: z.string() })
    .optional(),
  lately: z.array(z.string()),
});
const file = z.strictObject({ version: z.literal(VERSION), routes: z.array(state) });

/** Routes in the project's `.specwright/routes.json`. */
export function createRouteStore(
  files: Pick<Files, "readText" | "writeText" | "lock">,
  clock: Pick<Clock, "elapsed" | "sleep">,
): RouteStore {
  const read = async (): Promise<readonly RouteState[]> => {
    try {
      return parseRoutes(await files.readText(ROUTES_PATH));
    } catch (error) {
      if (isFault(error, "source/missing")) return [];
      if (isFault(error, "source/unreadable")) throw unreadable(error.message, error);
      throw error;
    }
  };
  return {
    read,
    async change(change) {
      using _lock = await waitForLock(files, clock);
      const before = await read();
      const after = change(before);
      if (after !== before)
        await files.writeText(
          ROUTES_PATH,
          `${JSON.stringify({ version: VERSION, routes: after }, undefined, 2)}\n`,
        );
      return after;
    },
  };
}

function parseRoutes(text: string): readonly RouteState[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable("it is no JSON", error);
  }
  const result = file.safeParse(json);
  if (result.success)
    return result.data.routes.map(({ lastChange, ...rest }) => ({ ...rest, lastChange }));
  const [issue] = result.error.issues;
  throw unreadable(`${issue?.path.join(".") || "it"}: ${issue?.message}`, result.error);
}

async function waitForLock(
  files: Pick<Files, "lock">,
  clock: Pick<Clock, "elapsed" | "sleep">,
): Promise<Disposable> {
  for (const start = clock.elapsed(); clock.elapsed() - start < PATIENCE_MS; ) {
    const lock = await files.lock(LOCK_PATH);
    if (lock !== undefined) return lock;
    await clock.sleep(PAUSE_MS);
  }
  throw new Fault(
    "record/busy",
    `Cannot change ${ROUTES_PATH}: another process has held it for ${PATIENCE_MS / 1000} s`,
    { help: "Wait until it has ended, or stop it" },
  );
}

const unreadable = (why: string, cause: unknown): Fault =>
  new Fault("route/unreadable", `Cannot read ${ROUTES_PATH}: ${why}`, {
    help: "Mend it; or delete it, and every ramp begins anew at its first step",
    details: { path: ROUTES_PATH },
    cause,
  });
