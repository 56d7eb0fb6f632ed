import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RampPlan, RouteState } from "../../domain/route-traffic.ts";
import { createDraw } from "../../std/create-draw.ts";
import { advanceRoute, beginRoute, fitToPlan, runsNeeded } from "./advance-route.ts";

const RAMP: RampPlan = { steps: [0.2, 0.5, 0.95], runs: 30, margin: 0.1, alpha: 0.05 };
const NAMES = { route: "tuned", model: "a/tuned", base: "a/base" };
const begin = (ramp: RampPlan | undefined = RAMP): RouteState =>
  beginRoute(NAMES, { share: 0.95, ramp });

interface Life {
  readonly state: RouteState;
  /** Number of the run, and the share from then on. */
  readonly changes: readonly {
    readonly run: number;
    readonly to: number;
    readonly isUp: boolean;
  }[];
}

/** Success rates of both models, run by run. */
interface World {
  readonly route: (run: number) => number;
  readonly base: (run: number) => number;
}

function live(seed: number, runs: number, { route, base }: World, ramp = RAMP): Life {
  const draw = createDraw(seed);
  let state = begin(ramp);
  const changes: Life["changes"][number][] = [];
  for (let run = 0; run < runs && state.share > 0; run += 1) {
    const isTaken = draw() < state.share;
    const isAccepted = draw() < (isTaken ? route(run) : base(run));
    const next = advanceRoute(state, { runId: `${run}`, isTaken, isAccepted }, { ramp, at: "now" });
    if (next.share !== state.share)
      changes.push({ run, to: next.share, isUp: next.share > state.share });
    state = next;
  }
  return { state, changes };
}

const lives = (count: number, runs: number, world: World, ramp = RAMP): readonly Life[] =>
  Array.from({ length: count }, (_, at) => live(at + 1, runs, world, ramp));
const always = (rate: number) => () => rate;
const firstTo = (share: number, { changes }: Life): number =>
  changes.find(({ to }) => to === share)?.run ?? Number.POSITIVE_INFINITY;
const firstDown = (from: number, { changes }: Life): number =>
  changes.find(({ run, isUp }) => run >= from && !isUp)?.run ?? Number.POSITIVE_INFINITY;

describe("advanceRoute(), over many runs", () => {
  test("brings a model that is as good to its full share, and leaves it there", () => {
    const all = lives(12, 10_000, { route: always(0.9), base: always(0.9) });

    expect(all.map((life) => life.state.share)).toEqual(all.map(() => 0.95));
    expect(all.every(({ changes }) => changes.length === 2)).toBe(true);
    expect(Math.max(...all.map((life) => firstTo(0.95, life)))).toBeLessThan(3000);
  });

  test("does not flap where the model is just at the margin", () => {
    const all = lives(12, 10_000, { route: always(0.8), base: always(0.9) });

    expect(Math.max(...all.map(({ changes }) => changes.length))).toBeLessThanOrEqual(4);
  });

  test.each([
    { to: 0.2, lowered: 150, left: 350 },
    { to: 0.5, lowered: 600, left: 1400 },
  ])("leaves a model that falls from 90 % to $to at run 500", ({ to, lowered, left }) => {
    const route = (run: number): number => (run < 500 ? 0.9 : to);
    const all = lives(20, 3000, { route, base: always(0.9) });

    expect(all.every((life) => firstDown(0, life) >= 500)).toBe(true);
    expect(Math.max(...all.map((life) => firstDown(500, life)))).toBeLessThan(500 + lowered);
    expect(Math.max(...all.map((life) => firstTo(0, life)))).toBeLessThan(500 + left);
  });

  test("lets a bad model above the first step no more often than alpha", () => {
    const ramp = { ...RAMP, alpha: 0.2, runs: 5 };
    const all = lives(200, 800, { route: always(0.5), base: always(0.6) }, ramp);
    const risen = all.filter(({ changes }) => changes.some(({ isUp }) => isUp)).length;

    // At the margin itself: nowhere is it easier to be misjudged.
    expect(risen / all.length).toBeLessThanOrEqual(0.2);
    expect(risen).toBeGreaterThan(0);
  });

  test("lowers a model that is good enough no more often than alpha", () => {
    const ramp = { ...RAMP, alpha: 0.4, steps: [0.5, 0.9] };
    const all = lives(150, 1200, { route: always(0.5), base: always(0.6) }, ramp);
    const lowered = all.filter(({ state }) => state.retreats > 0).length;

    expect(lowered / all.length).toBeLessThanOrEqual(0.4);
  });

  test("is not misled upwards by tasks that grow harder for both", () => {
    const harder = (run: number): number => (run < 500 ? 0.9 : 0.5);
    const all = lives(20, 2000, { route: (run) => harder(run) - 0.15, base: harder });

    expect(all.filter((life) => firstTo(0.95, life) < 2000)).toEqual([]);
  });
});

const anyRuns = fc.array(
  fc.record({ runId: fc.nat(500).map(String), isTaken: fc.boolean(), isAccepted: fc.boolean() }),
  { maxLength: 300 },
);

describe("advanceRoute()", () => {
  test("goes one step at a time, tells why, and never leaves the ramp", () => {
    const shares = [0, ...RAMP.steps];
    fc.assert(
      fc.property(anyRuns, (runs) => {
        let state = begin();
        for (const run of runs) {
          const next = advanceRoute(state, run, { ramp: RAMP, at: "now" });
          const [from, to] = [shares.indexOf(state.share), shares.indexOf(next.share)];

          expect(to).toBeGreaterThanOrEqual(0);
          expect(Math.abs(to - from)).toBeLessThanOrEqual(1);
          if (to !== from)
            expect(next.lastChange).toMatchObject({ at: "now", from: state.share, to: next.share });
          if (to > from)
            expect(state.here.route.runs + 1).toBeGreaterThanOrEqual(runsNeeded(state, RAMP));
          state = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  test("counts each run once", () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const once = new Map(runs.toReversed().map((run) => [run.runId, run]));
        const state = runs.reduce(
          (known, run) => advanceRoute(known, run, { ramp: undefined, at: "now" }),
          begin(undefined),
        );

        const taken = [...once.values()].filter(({ isTaken }) => isTaken).length;
        // Ids are remembered for a while, not for ever.
        if (once.size > 200) return;
        expect(state.all.route.runs).toBe(taken);
        expect(state.all.base.runs).toBe(once.size - taken);
      }),
      { numRuns: 60 },
    );
  });

  test("takes twice as many runs for a step after each time it was lowered, and stays where it was left", () => {
    expect([0, 1, 3].map((retreats) => runsNeeded({ retreats }, RAMP))).toEqual([30, 60, 240]);
    const left: RouteState = { ...begin(), share: 0, retreats: 1 };

    const after = Array.from({ length: 400 }, (_, at) => at).reduce(
      (state, at) =>
        advanceRoute(
          state,
          { runId: `${at}`, isTaken: at % 2 === 0, isAccepted: at % 2 === 0 },
          {
            ramp: RAMP,
            at: "now",
          },
        ),
      left,
    );

    expect(after.share).toBe(0);
  });

  test("says in words what a change was made from", () => {
    const { state } = live(3, 3000, { route: always(1), base: always(0.8) });

    expect(state.lastChange?.why).toMatch(
      /^its model is shown to be as good as "a\/base" but for 10 points: at this share \d+ of \d+ runs were accepted, and \d+ of \d+ of the base$/,
    );
  });
});

describe("fitToPlan()", () => {
  const remembered: RouteState = { ...begin(), share: 0.5 };
  const plan = (...steps: readonly number[]) => ({ share: 0.9, ramp: { ...RAMP, steps } });

  test("goes on at the highest step that is not above the share it had", () => {
    expect(fitToPlan(remembered, plan(0.2, 0.5, 0.9))).toBe(remembered);
    expect(fitToPlan(remembered, plan(0.1, 0.4, 0.9)).share).toBe(0.4);
    expect(fitToPlan(remembered, plan(0.6, 0.9)).share).toBe(0.6);
    expect(fitToPlan(remembered, { share: 0.3, ramp: undefined }).share).toBe(0.3);
  });

  test("lets nothing but a reset bring back a route that was left", () => {
    const left = { ...remembered, share: 0 };

    expect(fitToPlan(left, plan(0.1, 0.9)).share).toBe(0);
  });
});
