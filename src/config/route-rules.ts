import type { RoutePlan, RouteRule } from "../model-access/routing/choose-model.ts";
import type { Settings } from "./settings.ts";

/** `routes` of the configuration as rules. */
export const toRouteRules = ({ routes }: Settings): readonly RouteRule[] =>
  routes.map(({ name, model, max_task_tokens: maxTaskTokens }) => ({
    name,
    modelId: model,
    maxTaskTokens,
  }));

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
): RoutePlan => ({
  baseId,
  routes: toRouteRules(settings),
  strongerIds: toStrongerIds(baseId, settings),
  history,
});
