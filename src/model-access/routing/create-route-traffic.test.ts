import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../domain/run.ts";
import { createRouteStore, ROUTES_PATH } from "../../platform/route-store.ts";
import {
  accepted,
  attempt as anAttempt,
  callRecord,
  plan,
  rejected,
} from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { createRouteTraffic, fixedTraffic } from "./create-route-traffic.ts";

const RAMP = { steps: [0.5, 0.9], runs: 10, margin: 0.2, alpha: 0.2 };
const PLAN = { name: "tuned", modelId: "a/tuned", share: 0.9, ramp: RAMP };

const ended = (isTaken: boolean, isAccepted: boolean): readonly RunEvent[] => [
  {
    type: "call-end",
    attempt: 1,
    call: callRecord({
      askedOf: isTaken ? "a/tuned" : "a/base",
      route: { route: "tuned", isTaken, share: 0.5, isCounted: true },
    }),
  },
  {
    type: "attempt-end",
    number: 1,
    attempt: anAttempt({ verdict: isAccepted ? accepted() : rejected(), plan: plan() }),
  },
];

async function open(files = createMemoryFiles(), baseId = "a/base") {
  const clock = createFakeClock();
  const store = createRouteStore(files, clock);
  const notes: string[] = [];
  const onNote = (note: string): void => void notes.push(note);
  const traffic = await createRouteTraffic({ baseId, plans: [PLAN], store, clock, onNote });
  return { traffic, store, files, notes };
}

describe("createRouteTraffic()", () => {
  test("begins at the ramp's first step, and rises while runs end well; the next process goes on there", async () => {
    const { traffic, files, notes } = await open();

    expect(traffic.shareOf("tuned")).toBe(0.5);
    for (let run = 0; run < 60; run += 1)
      await traffic.runEnded(`r${run}`, ended(run % 2 === 0, true));

    expect(traffic.shareOf("tuned")).toBe(0.9);
    expect(notes).toEqual([
      expect.stringMatching(/^route "tuned" goes from 50 % to 90 % of runs: its model is shown/),
    ]);
    expect((await open(files)).traffic.shareOf("tuned")).toBe(0.9);
  });

  test("falls to nothing where runs end badly, and stays there", async () => {
    const { traffic, store, notes } = await open();

    for (let run = 0; run < 300; run += 1)
      await traffic.runEnded(`r${run}`, ended(run % 2 === 0, run % 2 === 1));

    expect(traffic.shareOf("tuned")).toBe(0);
    expect(notes).toHaveLength(1);
    expect(await store.read()).toMatchObject([{ share: 0, retreats: 1 }]);
  });

  test("keeps what it knows of other pairs of models apart", async () => {
    const { traffic, files } = await open();
    await traffic.runEnded("r1", ended(true, true));

    const { traffic: other, store } = await open(files, "a/other");

    expect(other.shareOf("tuned")).toBe(0.5);
    await other.runEnded("r2", ended(true, true));
    expect((await store.read()).map(({ base, all }) => [base, all.route.runs])).toEqual([
      ["a/base", 1],
      ["a/other", 1],
    ]);
  });

  test("loses no count of two processes that count at once, and counts no run twice", async () => {
    const files = createMemoryFiles();
    const [one, other] = [await open(files), await open(files)];

    for (let run = 0; run < 20; run += 1) {
      await one.traffic.runEnded(`r${run}`, ended(true, true));
      await other.traffic.runEnded(`r${run}`, ended(true, true));
      await other.traffic.runEnded(`s${run}`, ended(false, true));
    }

    expect(await one.store.read()).toMatchObject([
      { all: { route: { runs: 20 }, base: { runs: 20 } } },
    ]);
  });

  test("fails no run for what it cannot remember, and says so", async () => {
    const { traffic, files, notes } = await open();
    files.texts.set(ROUTES_PATH, "{torn");

    await traffic.runEnded("r1", ended(true, true));

    expect(notes).toEqual([
      expect.stringMatching(
        /^what became of run r1 was not counted for route "tuned": Cannot read .*routes\.json/,
      ),
    ]);
    expect(files.texts.get(ROUTES_PATH)).toBe("{torn");
  });

  test("refuses to begin with a file that it cannot understand", async () => {
    const files = createMemoryFiles({ [ROUTES_PATH]: '{"version":2,"routes":[]}' });

    await expect(open(files)).rejects.toMatchObject({ code: "route/unreadable" });
  });

  test("has no share for a route without one", async () => {
    expect((await open()).traffic.shareOf("small")).toBeUndefined();
  });
});

describe("fixedTraffic()", () => {
  test("moves nothing", async () => {
    const traffic = fixedTraffic({ tuned: 0.25 });
    await traffic.runEnded("r1", ended(true, true));

    expect([traffic.shareOf("tuned"), traffic.shareOf("other")]).toEqual([0.25, undefined]);
  });
});
