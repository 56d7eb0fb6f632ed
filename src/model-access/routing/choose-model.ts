import type { ModelRequest } from "../../domain/model.ts";
import type { RouteChoice } from "../../domain/route-traffic.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { ENOUGH_RUNS, type RouteHistory, successPerDollar } from "./route-history.ts";
import { describeShare, isSameRoute } from "./share-of.ts";

/** A cheaper model for simple tasks, or one's own for a share of them. */
export interface RouteRule {
  readonly name: string;
  /** `provider/model`. */
  readonly modelId: string;
  /** Only for tasks of at most so many tokens; `undefined` takes all. */
  readonly maxTaskTokens: number | undefined;
  /** The share of runs that it takes now, from 0 to 1; `undefined` leaves it to size and history. */
  readonly share?: number | undefined;
}

export interface RoutePlan {
  /** The model for what no route takes. */
  readonly baseId: string;
  /** In the order in which they are tried; the first that fits is taken. */
  readonly routes: readonly RouteRule[];
  /** Asked after a failure, one after the other. */
  readonly strongerIds: readonly string[];
  readonly history: RouteHistory;
}

export interface RoutedTask {
  readonly tokens: number;
  /** How often failure has asked for a stronger model. */
  readonly escalation: number;
  /** Where a run stands among all runs of a route, from 0 up to 1: below its share it is the route's. @default no run: a route that has a share takes it */
  readonly placeIn?: ((route: string) => number) | undefined;
  /** What was chosen for its run before: that stays. @default nothing was */
  readonly earlier?: RouteChoice | undefined;
}

export interface ModelRouting {
  readonly modelId: string;
  /** In words, for records. */
  readonly rule: string;
  /** Where a route with a share decided. */
  readonly route?: RouteChoice | undefined;
}

/**
 * Tokens of a task: its first user message, estimated. A repair and what it says about mistakes come after that
 * message, so a task has the same size, and the same model, from its first call to its last.
 */
export const taskTokensOf = ({ messages }: Pick<ModelRequest, "messages">): number =>
  estimateTokens(messages.find(({ role }) => role === "user")?.text ?? "");

/**
 * The model for a task, and why. Without a failure: the first route that is large enough for the task. One with a share
 * takes that share of its runs and leaves the others to the base; another one is taken unless enough tasks of its size
 * showed that it brings fewer successes per dollar than the base; else the base. After failures: the stronger models in
 * their order, without the one that has failed; when there are no more, the last again.
 */
export function chooseModel(task: RoutedTask, plan: RoutePlan): ModelRouting {
  const first = chooseFirst(task, plan);
  if (task.escalation === 0) return first;
  const ladder = plan.strongerIds.filter((id) => id !== first.modelId);
  const modelId = ladder[Math.min(task.escalation, ladder.length) - 1] ?? first.modelId;
  return {
    ...first,
    modelId,
    rule: `escalation ${task.escalation}: "${first.modelId}" had failed`,
  };
}

function chooseFirst(task: RoutedTask, { baseId, routes, history }: RoutePlan): ModelRouting {
  const { tokens } = task;
  const passedOver: string[] = [];
  for (const { name, modelId, maxTaskTokens, share } of routes) {
    const size = describeFit(tokens, maxTaskTokens);
    if (size === undefined) continue;
    if (share !== undefined) return chooseByShare(task, { name, modelId, baseId, share });
    const worse = describeWorse(modelId, baseId, tokens, history);
    if (worse === undefined) return { modelId, rule: `route "${name}": ${size}` };
    passedOver.push(`route "${name}" brought ${worse}`);
  }
  const why = passedOver.length > 0 ? passedOver.join(", ") : `no route for about ${tokens} tokens`;
  return { modelId: baseId, rule: `base: ${why}` };
}

/** A model that is the base itself takes all, and is measured against nothing. */
function chooseByShare(
  { placeIn, earlier }: RoutedTask,
  at: {
    readonly name: string;
    readonly modelId: string;
    readonly baseId: string;
    readonly share: number;
  },
): ModelRouting {
  const { name, modelId, baseId, share } = at;
  if (modelId === baseId) return { modelId, rule: `base: route "${name}" leads to the same model` };
  const place = placeIn?.(name) ?? 0;
  const kept = isSameRoute(earlier, name) ? earlier : undefined;
  const route = kept ?? { route: name, isTaken: place < share, share, isCounted: true };
  const where = kept === undefined ? `this one is at ${describeShare(place)}` : "as its first call";
  const part = `${describeShare(route.share)} of runs${placeIn === undefined ? "" : `, ${where}`}`;
  return route.isTaken
    ? { modelId, rule: `route "${name}": takes ${part}`, route }
    : { modelId: baseId, rule: `base: route "${name}" takes ${part}`, route };
}

function describeFit(tokens: number, maxTaskTokens: number | undefined): string | undefined {
  if (maxTaskTokens === undefined) return "tasks of any size";
  return tokens <= maxTaskTokens ? `about ${tokens} tokens ≤ ${maxTaskTokens}` : undefined;
}

/** In what the route's model is measured to be worse than the base; `undefined` where it is not. */
function describeWorse(
  modelId: string,
  baseId: string,
  tokens: number,
  history: RouteHistory,
): string | undefined {
  const own = history.find(modelId, tokens);
  const base = history.find(baseId, tokens);
  if (own === undefined || base === undefined) return undefined;
  if (own.runs < ENOUGH_RUNS || base.runs < ENOUGH_RUNS) return undefined;
  const [mine, its] = [successPerDollar(own), successPerDollar(base)];
  if (mine >= its) return undefined;
  return `${show(mine)} successes per dollar in ${own.runs} runs, the base ${show(its)} in ${base.runs}`;
}

const show = (rate: number): string =>
  Number.isFinite(rate) ? `${Number(rate.toPrecision(3))}` : "free";
