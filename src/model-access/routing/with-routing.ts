import type { ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { closeAll } from "../close-all.ts";
import { chooseModel, type RoutePlan, taskTokensOf } from "./choose-model.ts";
import type { RouteTraffic } from "./create-route-traffic.ts";
import { NO_HISTORY, type RouteHistory } from "./route-history.ts";
import { placeOf } from "./share-of.ts";

export interface Route {
  readonly name: string;
  readonly model: LanguageModel;
  /** Only for tasks of at most so many tokens; `undefined` takes all. */
  readonly maxTaskTokens: number | undefined;
}

export interface WithRoutingOptions {
  /** The model for what no route takes. */
  readonly base: LanguageModel;
  /** Cheaper models; the first that fits is taken. */
  readonly routes: readonly Route[];
  /**
   * Asked after a failure, one after the other, without the one that failed. Where there are routes, begin with the
   * base: else a task that its route could not do never reaches it.
   */
  readonly stronger: readonly LanguageModel[];
  /** @default none: size alone decides */
  readonly history?: RouteHistory | undefined;
  /** What routes with a share have of it now, and who hears what became of runs. @default no route has a share */
  readonly traffic?: RouteTraffic | undefined;
  /** SHA-256 in hex: it spreads runs over shares. */
  readonly sha256: (text: string) => string;
}

/**
 * One model out of several: each request goes to the one that `chooseModel` says, with the rule in words. Prompts are
 * made for all of them: the smallest window counts, and an answer is begun only where every one goes on from there.
 * Closing it closes them all.
 */
export function withRouting(options: WithRoutingOptions): LanguageModel {
  const { base, routes, stronger, history = NO_HISTORY, traffic, sha256 } = options;
  const models = new Map(
    [...stronger, ...routes.map(({ model }) => model), base].map((model) => [model.id, model]),
  );
  if (routes.length === 0 && stronger.length === 0) return base;
  // Shares change while runs end.
  const plan = (): RoutePlan => ({
    baseId: base.id,
    routes: routes.map(({ name, model, maxTaskTokens }) => ({
      name,
      modelId: model.id,
      maxTaskTokens,
      share: traffic?.shareOf(name),
    })),
    strongerIds: stronger.map(({ id }) => id),
    history,
  });
  const all = [base, ...stronger, ...routes.map(({ model }) => model)];

  const routed = wrapModel(
    base,
    (request, callOptions = {}) => {
      const { escalation } = request;
      // A call of no run stands where its text puts it.
      const keyOf = (): string => callOptions.runId ?? textOf(request);
      const { modelId, rule, route } = chooseModel(
        {
          tokens: taskTokensOf(request),
          escalation,
          placeIn: (name) => placeOf(name, keyOf(), sha256),
          earlier: callOptions.route,
        },
        plan(),
      );
      return (models.get(modelId) ?? base).stream(request, { ...callOptions, rule, route });
    },
    {
      contextWindowTokens: Math.min(...all.map((model) => model.contextWindowTokens)),
      continuesAnswerStart: all.every((model) => model.continuesAnswerStart),
      keepsAnswersByKey: all.every((model) => model.keepsAnswersByKey === true),
      escalations: stronger.length,
      ...(traffic && { runEnded: traffic.runEnded }),
    },
  );
  return { ...routed, [Symbol.asyncDispose]: () => closeAll(all) };
}

const textOf = ({ messages }: ModelRequest): string => messages.map(({ text }) => text).join("\n");
