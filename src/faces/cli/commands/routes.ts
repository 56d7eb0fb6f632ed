import { chooseModel as chooseBase, splitModelId } from "../../../config/choose-model.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { toRoutePlan, toTrafficPlans } from "../../../config/route-rules.ts";
import {
  chooseModel,
  type ModelRouting,
  type RoutePlan,
  taskTokensOf,
} from "../../../model-access/routing/choose-model.ts";
import { stateOf } from "../../../model-access/routing/create-route-traffic.ts";
import { type MeasuredTasks, readHistory } from "../../../model-access/routing/read-history.ts";
import {
  describeSizeClass,
  successPerDollar,
} from "../../../model-access/routing/route-history.ts";
import { describeShare } from "../../../model-access/routing/share-of.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { renderFirstPrompt } from "../../../pipeline/render-first-prompt.ts";
import { createRouteStore } from "../../../platform/route-store.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { listProviders } from "../../../providers/index.ts";
import { estimateTokens } from "../../../std/estimate-tokens.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { type ModelOptions, toSettings } from "../model-settings.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import { renderTraffic, type ShownTraffic, trafficToJson } from "../render-traffic.ts";
import type { Terminal } from "../terminal.ts";

export interface RoutesCommandOptions extends Pick<ModelOptions, "model" | "json"> {
  readonly language?: string;
}

/** `specwright routes [SPECIFICATION]`: which model a task goes to, and what is known about it. Asks no model. */
export async function routesCommand(
  [path]: readonly [string | undefined],
  options: RoutesCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({
    directory,
    settings: toSettings(options),
  });
  const { config, files, records } = environment;
  const settings = toProviderSettings(config.settings);
  const providers = listProviders(settings);
  const base = await chooseBase(config, providers, settings, environment);
  for (const { model } of config.settings.routes) splitModelId(model, providers);
  const history = await readHistory(records);
  const states = await createRouteStore(files, environment.clock).read();
  const traffic = toTrafficPlans(config.settings).map(
    (each): ShownTraffic => ({ plan: each, state: stateOf(each, base.id, states) }),
  );
  const shareOf = (route: string) =>
    traffic.find(({ plan: { name } }) => name === route)?.state.share;
  const plan = toRoutePlan(base.id, config.settings, history, shareOf);
  const tokens =
    path === undefined
      ? undefined
      : await measureTask(toProjectPath(path, directory, files.root), environment, options);
  const routings =
    tokens === undefined
      ? []
      : [0, ...plan.strongerIds.map((_id, at) => at + 1)].map((escalation) =>
          chooseModel({ tokens, escalation }, plan),
        );

  if (options.json) {
    terminal.json(toJson(plan, { measured: history.measured, tokens, routings, traffic }));
    return "accepted";
  }
  showPlan(plan, base.why, terminal);
  if (plan.routes.length === 0)
    terminal.say("No routes: every task goes to the base; see `routes` in specwright config show");
  for (const each of traffic) terminal.result(`\n${renderTraffic(each)}`);
  showMeasured(history.measured, terminal);
  if (tokens === undefined) return "accepted";
  terminal.result(`${escapeText(path ?? "")}: about ${tokens} tokens`);
  for (const [failures, { modelId, rule }] of routings.entries()) {
    const when = failures === 0 ? "first" : `after ${failures} failed`;
    terminal.result(`  ${when}: ${escapeText(modelId)} (${escapeText(rule)})`);
  }
  return "accepted";
}

/** No window is this large: nothing is left out of the prompt to make it fit. */
const ENDLESS_TOKENS = 1_000_000_000;

async function measureTask(
  path: string,
  environment: CheckEnvironment,
  { language }: RoutesCommandOptions,
): Promise<number> {
  const specification = await openSpecification(path, environment, { language });
  const prompt = await renderFirstPrompt(specification, environment, {
    model: {
      id: "any",
      contextWindowTokens: ENDLESS_TOKENS,
      countTokens: estimateTokens,
      continuesAnswerStart: false,
    },
    maxOutputTokens: 0,
  });
  return taskTokensOf(prompt);
}

function showPlan({ baseId, routes, strongerIds }: RoutePlan, why: string, { result }: Terminal) {
  const rows = [
    ...routes.map(({ name, modelId, maxTaskTokens, share }) => [
      `route "${name}"`,
      modelId,
      [
        ...(share === undefined ? [] : [`${describeShare(share)} of runs with`]),
        maxTaskTokens === undefined
          ? "tasks of any size"
          : `tasks of at most ${maxTaskTokens} tokens`,
      ].join(" "),
    ]),
    ["base", baseId, why],
    ...strongerIds.map((id, at) => [`after ${at + 1} failed`, id, ""]),
  ];
  result(
    renderTable(
      ["rule", "model", "for"],
      rows.map((row) => row.map(escapeText)),
    ),
  );
}

function showMeasured(measured: readonly MeasuredTasks[], { result }: Terminal): void {
  if (measured.length === 0) return;
  const rows = measured.map((tasks) => [
    escapeText(tasks.modelId),
    describeSizeClass(tasks.sizeClass),
    `${tasks.runs}`,
    `${tasks.accepted}`,
    formatUsd(tasks.costUsd),
    showRate(successPerDollar(tasks)),
  ]);
  result("");
  result(
    renderTable(
      ["began with", "task", "runs", "accepted", "cost", "successes per USD, at least"],
      rows,
    ),
  );
  result("");
}

const showRate = (rate: number): string => (Number.isFinite(rate) ? rate.toPrecision(3) : "free");

const toJson = (
  { baseId, routes, strongerIds }: RoutePlan,
  {
    measured,
    tokens,
    routings,
    traffic,
  }: {
    readonly measured: readonly MeasuredTasks[];
    readonly tokens: number | undefined;
    readonly routings: readonly ModelRouting[];
    readonly traffic: readonly ShownTraffic[];
  },
): object => ({
  base: baseId,
  routes: routes.map(({ maxTaskTokens = null, share = null, ...rest }) => {
    const shown = traffic.find(({ plan }) => plan.name === rest.name);
    return { ...rest, maxTaskTokens, share, traffic: shown ? trafficToJson(shown) : null };
  }),
  stronger: strongerIds,
  history: measured.map((tasks) => {
    const rate = successPerDollar(tasks);
    return { ...tasks, successPerUsd: Number.isFinite(rate) ? rate : null };
  }),
  task: tokens === undefined ? null : { tokens, models: routings },
});
