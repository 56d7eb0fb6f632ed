import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { advanceRoute, beginRoute } from "../model-access/routing/advance-route.ts";
import { createMemoryFiles } from "../testing/memory-files.ts";
import { systemClock } from "./clock.ts";
import { createFiles } from "./files.ts";
import { createRouteStore, ROUTES_PATH } from "./route-store.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-routes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = { route: "tuned", model: "a/tuned", base: "a/base" };
const PLAN = { share: 0.5, ramp: { steps: [0.2, 0.5], runs: 3, margin: 0.1, alpha: 0.05 } };
const state = beginRoute(NAMES, PLAN);
const run = { runId: "r1", isTaken: true, isAccepted: true };
const known = advanceRoute(state, run, { ramp: PLAN.ramp, at: "2026-11-21T00:00:00.000Z" });
const changed = { ...known, lastChange: { at: "now", from: 0, to: 0.2, why: "it was reset" } };

const broken = async (text: string): Promise<string> => {
  const files = createMemoryFiles({ [ROUTES_PATH]: text });
  const error: unknown = await createRouteStore(files, systemClock)
    .change((states) => [...states, state])
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "route/unreadable",
    help: expect.stringMatching(/delete it/),
  });
  expect(files.texts.get(ROUTES_PATH)).toBe(text);
  return (error as Error).message;
};

describe("createRouteStore()", () => {
  test("gives back what was put, to the digit", async () => {
    const store = createRouteStore(createFiles(folder), systemClock);

    expect(await store.read()).toEqual([]);
    await store.change(() => [known, changed]);

    expect(await createRouteStore(createFiles(folder), systemClock).read()).toEqual([
      known,
      changed,
    ]);
  });

  test("lets many change it at once, one after the other", async () => {
    const own = mkdtempSync(join(folder, "many-"));
    const stores = Array.from({ length: 4 }, () => createRouteStore(createFiles(own), systemClock));

    await Promise.all(
      stores.flatMap((store, at) =>
        Array.from({ length: 5 }, (_, turn) =>
          store.change((states) => [...states, { ...state, route: `${at}-${turn}` }]),
        ),
      ),
    );

    const names = (await stores[0]?.read())?.map(({ route }) => route) ?? [];
    expect(new Set(names).size).toBe(20);
  });

  test("writes nothing where nothing changed", async () => {
    const files = createMemoryFiles();

    await createRouteStore(files, systemClock).change((states) => states);

    expect(files.texts.size).toBe(0);
  });

  test.each([
    ["half of one", '{"version":1,', /it is no JSON/],
    ["an empty file", "", /it is no JSON/],
    ["another version's", '{"version":2,"routes":[]}', /version: /],
    [
      "a share above all",
      JSON.stringify({ version: 1, routes: [{ ...state, share: 2 }] }),
      /routes\.0\.share: /,
    ],
    ["fields of another", JSON.stringify({ version: 1, routes: [{ ...state, more: 1 }] }), /more/],
  ])("tells %s, and leaves it as it is", async (_what, text, message) => {
    expect(await broken(text)).toMatch(message);
  });

  test("gives up on a lock that is held for too long", async () => {
    const files = createMemoryFiles();
    using _held = await files.lock(".specwright/routes.lock");
    let elapsed = 0;
    const clock = { elapsed: () => (elapsed += 1000), sleep: async () => undefined };

    await expect(createRouteStore(files, clock).change((states) => states)).rejects.toMatchObject({
      code: "record/busy",
    });
  });
});
