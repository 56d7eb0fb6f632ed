/** What became of a route's share, in words and as data. */

import type { RouteState, RunCount } from "../../domain/route-traffic.ts";
import { runsNeeded } from "../../model-access/routing/advance-route.ts";
import type { TrafficPlan } from "../../model-access/routing/create-route-traffic.ts";
import { limitsOf, worthOf } from "../../model-access/routing/route-evidence.ts";
import { describeShare } from "../../model-access/routing/share-of.ts";
import { escapeText } from "./escape-text.ts";

export interface ShownTraffic {
  readonly plan: TrafficPlan;
  readonly state: RouteState;
}

/** Several lines. */
export function renderTraffic({ plan, state }: ShownTraffic): string {
  const { lastChange, here, all } = state;
  return [
    `route "${escapeText(plan.name)}": ${describeShare(state.share)} of runs to ${escapeText(state.model)}, the others to ${escapeText(state.base)}`,
    `  ${describeStep({ plan, state })}`,
    `  accepted at this share: ${showCount(here.route)} of its runs, ${showCount(here.base)} of the base's`,
    `  accepted in all: ${showCount(all.route)} of its runs, ${showCount(all.base)} of the base's`,
    ...describeEvidence({ plan, state }),
    lastChange === undefined
      ? "  it has not changed yet"
      : `  last change: ${describeShare(lastChange.from)} to ${describeShare(lastChange.to)} at ${lastChange.at}: ${escapeText(lastChange.why)}`,
    "  counted are runs that the checker judged by the model's own attempts; errors of the world count for nobody",
  ].join("\n");
}

/** The same as data. */
export function trafficToJson({ plan, state }: ShownTraffic): object {
  const { ramp } = plan;
  const { evidence, lastChange, lately: _lately, route: _route, ...rest } = state;
  return {
    ...rest,
    full: plan.share,
    step:
      ramp === undefined ? null : { at: stepOf(ramp.steps, state.share), of: ramp.steps.length },
    runsNeeded: ramp === undefined ? null : runsNeeded(state, ramp),
    evidence:
      ramp === undefined
        ? null
        : {
            asGood: { worth: worthOf(evidence.asGood), needed: limitsOf(ramp).asGood },
            worse: { worth: worthOf(evidence.worse), needed: limitsOf(ramp).worse },
          },
    lastChange: lastChange ?? null,
  };
}

/** From 1; 0 for a route that was left. */
const stepOf = (steps: readonly number[], share: number): number =>
  steps.filter((step) => step <= share).length;

function describeStep({ plan: { name, ramp }, state }: ShownTraffic): string {
  if (ramp === undefined) return "the share is fixed: no ramp moves it";
  if (state.share === 0)
    return `left; specwright routes reset ${escapeText(name)} lets it begin anew`;
  const at = stepOf(ramp.steps, state.share);
  const lowered = state.retreats === 0 ? "" : `, lowered ${state.retreats} times`;
  const steps = ramp.steps.map(describeShare).join(", ");
  return `step ${at} of ${ramp.steps.length} (${steps})${lowered}`;
}

function describeEvidence({ plan: { ramp }, state }: ShownTraffic): readonly string[] {
  if (ramp === undefined || state.share === 0) return [];
  const { asGood, worse } = state.evidence;
  const limits = limitsOf(ramp);
  const margin = `${Number((ramp.margin * 100).toFixed(2))} points`;
  const raise =
    state.share >= (ramp.steps.at(-1) ?? 1)
      ? []
      : [
          `  to rise: ${Math.min(state.here.route.runs, runsNeeded(state, ramp))} of ${runsNeeded(state, ramp)} runs, and evidence ${show(worthOf(asGood))} of ${show(limits.asGood)} that it is as good as the base but for ${margin}`,
        ];
  return [
    ...raise,
    `  to fall: evidence ${show(worthOf(worse))} of ${show(limits.worse)} that it is worse than that`,
  ];
}

const show = (worth: number): string => `${Number(worth.toPrecision(2))}`;

const showCount = ({ runs, accepted }: RunCount): string => `${accepted} of ${runs}`;
