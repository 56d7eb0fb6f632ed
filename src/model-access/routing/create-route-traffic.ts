/** Shares of routes while a process runs: what they are, and how what became of runs moves them. */

import { isFault } from "../../domain/fault.ts";
import type { RampPlan, RouteState, ShareChange } from "../../domain/route-traffic.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RouteStore } from "../../ports/route-store.ts";
import { advanceRoute, beginRoute, fitToPlan } from "./advance-route.ts";
import { judgeRun, type RouteVerdict } from "./judge-run.ts";
import { describeShare } from "./share-of.ts";

export interface RouteTraffic {
  /** `undefined` for a route that has none: its rule alone decides. */
  shareOf(route: string): number | undefined;
  /** Hears of each run that has ended; never throws for what it cannot remember. */
  runEnded(runId: string, events: readonly RunEvent[]): Promise<void>;
}

/** A route with a share. */
export interface TrafficPlan {
  readonly name: string;
  /** `provider/model`. */
  readonly modelId: string;
  /** Of all runs that fit the route, from 0 to 1; where there is a ramp, what it ends with. */
  readonly share: number;
  /** `undefined` leaves the share as it is. */
  readonly ramp: RampPlan | undefined;
}

export interface CreateRouteTrafficOptions {
  /** What the routes are measured against. */
  readonly baseId: string;
  readonly plans: readonly TrafficPlan[];
  readonly store: RouteStore;
  readonly clock: Pick<Clock, "now">;
  /** Hears, in words, of a share that has changed, and of what could not be remembered. */
  readonly onNote: (note: string) => void;
}

/** What is remembered of a route, or its beginning, as its plan has it now. */
export function stateOf(
  plan: TrafficPlan,
  baseId: string,
  states: readonly RouteState[],
): RouteState {
  const found = states.find(isOf(plan, baseId));
  const names = { route: plan.name, model: plan.modelId, base: baseId };
  return found === undefined ? beginRoute(names, plan) : fitToPlan(found, plan);
}

const isOf =
  ({ name, modelId }: TrafficPlan, baseId: string) =>
  ({ route, model, base }: RouteState): boolean =>
    route === name && model === modelId && base === baseId;

/**
 * Shares as they are remembered, moved by what becomes of this process's runs, and by others' when it looks.
 *
 * @throws {Fault} `route/unreadable`, `storage/*`
 */
export async function createRouteTraffic(
  options: CreateRouteTrafficOptions,
): Promise<RouteTraffic> {
  const { baseId, plans, store, clock, onNote } = options;
  let states = await store.read();
  const planOf = (route: string): TrafficPlan | undefined =>
    plans.find(({ name }) => name === route);

  const count = async (plan: TrafficPlan, runId: string, verdict: RouteVerdict) => {
    let change: ShareChange | undefined;
    states = await store.change((all) => {
      const before = stateOf(plan, baseId, all);
      const at = new Date(clock.now()).toISOString();
      const after = advanceRoute(before, { runId, ...verdict }, { ramp: plan.ramp, at });
      if (after.lastChange !== before.lastChange) change = after.lastChange;
      return after === before ? all : [...all.filter((each) => !isOf(plan, baseId)(each)), after];
    });
    if (change !== undefined) onNote(describeChange(plan.name, change));
  };

  return {
    shareOf(route) {
      const plan = planOf(route);
      return plan && stateOf(plan, baseId, states).share;
    },
    async runEnded(runId, events) {
      const verdict = judgeRun(events, ({ route, isTaken }) =>
        isTaken ? planOf(route)?.modelId : baseId,
      );
      if (verdict === undefined) return;
      const plan = planOf(verdict.route);
      // Where no run is the route's there is nothing to compare.
      if (plan === undefined || stateOf(plan, baseId, states).share === 0) return;
      try {
        await count(plan, runId, verdict);
      } catch (error) {
        if (!isFault(error)) throw error;
        onNote(
          `what became of run ${runId} was not counted for route "${plan.name}": ${error.message}`,
        );
      }
    },
  };
}

/** Shares that nothing moves: what is measured with them can be measured again. */
export const fixedTraffic = (shares: Readonly<Record<string, number>>): RouteTraffic => ({
  shareOf: (route) => shares[route],
  async runEnded() {},
});

/** In words. */
export const describeChange = (route: string, { from, to, why }: ShareChange): string =>
  `route "${route}" goes from ${describeShare(from)} to ${describeShare(to)} of runs: ${why}`;
