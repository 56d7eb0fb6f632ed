/** When a route's share rises and falls: by what its runs came to, and by nothing else. */

import type { RampPlan, RouteState, ShareChange } from "../../domain/route-traffic.ts";
import {
  addRun,
  isAsGood,
  isWorse,
  type JudgedRun,
  learn,
  NO_EVIDENCE,
  NO_SIDES,
  suspect,
} from "./route-evidence.ts";

/** A run that the checker judged, by its id. */
export interface CountedRun extends JudgedRun {
  readonly runId: string;
}

/** As many ids as may be at work at once, and more. */
const MOST_IDS = 200;

/** A route of which nothing is known yet. `ramp` is `undefined` for a share that nothing changes. */
export const beginRoute = (
  names: Pick<RouteState, "route" | "model" | "base">,
  { share, ramp }: { readonly share: number; readonly ramp: RampPlan | undefined },
): RouteState => ({
  ...names,
  share: ramp?.steps[0] ?? share,
  retreats: 0,
  here: NO_SIDES,
  all: NO_SIDES,
  evidence: NO_EVIDENCE,
  lastChange: undefined,
  lately: [],
});

/**
 * The route after one run more; the same object where it was counted before. Where there is a ramp: one step up after
 * enough runs, when its model is shown to be as good as the base but for the margin; one step down, from the first to
 * nothing, when it is shown to be worse than that. From nothing it does not come back by itself.
 *
 * The probability is at most `alpha` that a route is ever lowered whose model is good enough all the time, and at most
 * `alpha` that one which never is gets above the first step. Once lowered it is lowered again more readily, and each
 * time the next step up takes twice as many runs.
 *
 * @param at the time of a change, ISO 8601 in UTC
 */
export function advanceRoute(
  state: RouteState,
  run: CountedRun,
  { ramp, at }: { readonly ramp: RampPlan | undefined; readonly at: string },
): RouteState {
  if (state.lately.includes(run.runId)) return state;
  const counted: RouteState = {
    ...state,
    here: addRun(state.here, run),
    all: addRun(state.all, run),
    lately: [...state.lately, run.runId].slice(-MOST_IDS),
  };
  if (ramp === undefined || state.share === 0) return counted;
  const known = { ...counted, evidence: learn(state.evidence, run, ramp) };
  if (isWorse(known.evidence, ramp)) return lower(known, ramp, at);
  const next = ramp.steps.find((step) => step > state.share);
  if (next === undefined || !isAsGood(known.evidence, ramp)) return known;
  if (known.here.route.runs < runsNeeded(state, ramp)) return known;
  const why = `its model is shown to be as good as "${state.base}" but for ${show(ramp.margin)}`;
  return move(known, { at, from: state.share, to: next, why: `${why}: ${describe(known)}` });
}

/** Judged runs of its model that this step takes at least. */
export const runsNeeded = ({ retreats }: Pick<RouteState, "retreats">, { runs }: RampPlan) =>
  runs * 2 ** retreats;

function lower(state: RouteState, ramp: RampPlan, at: string): RouteState {
  const { steps, margin } = ramp;
  const to = steps.findLast((step) => step < state.share) ?? 0;
  const why = `its model is shown to be worse than "${state.base}" by more than ${show(margin)}`;
  const evidence = suspect(state.evidence, ramp);
  const lowered = { ...state, retreats: state.retreats + 1, evidence };
  return move(lowered, { at, from: state.share, to, why: `${why}: ${describe(state)}` });
}

const move = (state: RouteState, change: ShareChange): RouteState => ({
  ...state,
  share: change.to,
  here: NO_SIDES,
  lastChange: change,
});

const describe = ({ here: { route, base } }: RouteState): string =>
  `at this share ${route.accepted} of ${route.runs} runs were accepted, and ${base.accepted} of ${base.runs} of the base`;

const show = (share: number): string => `${Number((share * 100).toFixed(2))} points`;

/**
 * What was remembered, for a plan that may be another by now: the highest step that is not above the share it had, and
 * nothing where it was nothing. What is known stays.
 */
export function fitToPlan(
  state: RouteState,
  { share, ramp }: { readonly share: number; readonly ramp: RampPlan | undefined },
): RouteState {
  if (ramp === undefined) return state.share === share ? state : { ...state, share };
  if (state.share === 0 || ramp.steps.includes(state.share)) return state;
  const fitting = ramp.steps.findLast((step) => step <= state.share) ?? ramp.steps[0] ?? 0;
  return { ...state, share: fitting, here: NO_SIDES };
}
