import type { ModelRequest } from "../../domain/model.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { ENOUGH_RUNS, type RouteHistory, successPerDollar } from "./route-history.ts";

/** A cheaper model for simple tasks. */
export interface RouteRule {
  readonly name: string;
  /** `provider/model`. */
  readonly modelId: string;
  /** Only for tasks of at most so many tokens; `undefined` takes all. */
  readonly maxTaskTokens: number | undefined;
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

export interface ModelRouting {
  readonly modelId: string;
  /** In words, for records. */
  readonly rule: string;
}

/**
 * Tokens of a task: its first user message, estimated. A repair and what it says about mistakes come after that
 * message, so a task has the same size, and the same model, from its first call to its last.
 */
export const taskTokensOf = ({ messages }: Pick<ModelRequest, "messages">): number =>
  estimateTokens(messages.find(({ role }) => role === "user")?.text ?? "");

/**
 * The model for a task, and why. Without a failure: the first route that is large enough for the task, unless enough
 * tasks of its size showed that it brings fewer successes per dollar than the base; else the base. After failures: the
 * stronger models in their order, without the one that has failed; when there are no more, the last again.
 */
export function chooseModel(
  task: { readonly tokens: number; readonly escalation: number },
  plan: RoutePlan,
): ModelRouting {
  const first = chooseFirst(task.tokens, plan);
  if (task.escalation === 0) return first;
  const ladder = plan.strongerIds.filter((id) => id !== first.modelId);
  const modelId = ladder[Math.min(task.escalation, ladder.length) - 1] ?? first.modelId;
  return {
    modelId,
    rule: `escalation ${task.escalation}: "${first.modelId}" had failed`,
  };
}

function chooseFirst(tokens: number, { baseId, routes, history }: RoutePlan): ModelRouting {
  const passedOver: string[] = [];
  for (const { name, modelId, maxTaskTokens } of routes) {
    const size = describeFit(tokens, maxTaskTokens);
    if (size === undefined) continue;
    const worse = describeWorse(modelId, baseId, tokens, history);
    if (worse === undefined) return { modelId, rule: `route "${name}": ${size}` };
    passedOver.push(`route "${name}" brought ${worse}`);
  }
  const why = passedOver.length > 0 ? passedOver.join(", ") : `no route for about ${tokens} tokens`;
  return { modelId: baseId, rule: `base: ${why}` };
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
