import type { RampPlan } from "../domain/route-traffic.ts";
import type { RoutePlan, RouteRule } from "../model-access/routing/choose-model.ts";
import type { TrafficPlan } from "../model-access/routing/create-route-traffic.ts";
import type { Settings } from "./settings.ts";

/** `routes` of the configuration as rules, with the shares that those with a share have now. */
export const toRouteRules = (
  { routes }: Settings,
  shareOf: (route: string) => number | undefined,
): readonly RouteRule[] =>
  routes.map(({ name, model, max_task_tokens: maxTaskTokens }) => ({
    name,
    modelId: model,
    maxTaskTokens,
    share: shareOf(name),
  }));

/** Routes with a share. */
export const toTrafficPlans = ({ routes }: Settings): readonly TrafficPlan[] =>
  routes.flatMap(({ name, model: modelId, share, ramp }) =>
    share === undefined ? [] : [{ name, modelId, share, ramp: ramp && toRampPlan(ramp, share) }],
  );

const toRampPlan = (
  { steps, runs, margin, alpha }: NonNullable<Settings["routes"][number]["ramp"]>,
  share: number,
): RampPlan => ({ steps: [...steps, share], runs, margin, alpha });

/**
 * The models that are asked after a failure, by the configuration. Where there are routes the base is the first: a task
 * that its route could not do goes to the model that would have had it.
 */
export const toStrongerIds = (baseId: string, settings: Settings): readonly string[] => [
  ...(settings.routes.length === 0 ? [] : [baseId]),
  ...settings.escalation_models.filter((id) => id !== baseId),
];

/** All of the configuration that `chooseModel` needs. */
export const toRoutePlan = (
  baseId: string,
  settings: Settings,
  history: RoutePlan["history"],
  shareOf: (route: string) => number | undefined,
): RoutePlan => ({
  baseId,
  routes: toRouteRules(settings, shareOf),
  strongerIds: toStrongerIds(baseId, settings),
  history,
});
