/** What evaluations take from this machine: datasets, models side by side, prompt texts. */

import { availableParallelism } from "node:os";
import type { EvaluationSetup, Solver } from "../domain/evaluation.ts";
import { Fault } from "../domain/fault.ts";
import { pinTexts } from "../evaluation/run/pin-texts.ts";
import { stateOf } from "../model-access/routing/create-route-traffic.ts";
import { createRouteStore } from "../platform/route-store.ts";
import type { CheckEnvironment, Environment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { listProviders } from "../providers/index.ts";
import { findText } from "../templates/choose-text.ts";
import { readPromptTexts } from "../templates/read-prompt-texts.ts";
import { toRecordedId } from "../templates/recorded-id.ts";
import { chooseModel, splitModelId } from "./choose-model.ts";
import type { Config } from "./load-config.ts";
import { promptTextSources } from "./open-knowledge.ts";
import { type OpenModelOptions, openModel } from "./open-model.ts";
import { loadProviderSettings, toProviderSettings } from "./provider-settings.ts";
import { toTrafficPlans } from "./route-rules.ts";

type Base = CheckEnvironment & { readonly config: Config };

/**
 * Ids of the models to evaluate: those that are named, those of a provider, else the one that configuration or this
 * machine chooses.
 *
 * @throws {Fault} `model/unknown`
 */
export async function modelsToEvaluate(
  named: readonly string[],
  providerId: string | undefined,
  base: Base,
): Promise<readonly string[]> {
  const { config } = base;
  const settings = await loadProviderSettings(config.settings);
  const providers = listProviders(settings);
  for (const id of named) splitModelId(id, providers);
  if (providerId === undefined)
    return named.length > 0
      ? [...new Set(named)]
      : [(await chooseModel(config, providers, settings, base)).id];
  const provider = providers.find(({ id }) => id === providerId);
  if (provider === undefined)
    throw new Fault("model/unknown", `Cannot evaluate provider "${providerId}": there is none`, {
      help: `Providers: ${providers.map(({ id }) => id).join(", ")}`,
    });
  const configured = configuredModels(config).filter((id) => id.startsWith(`${providerId}/`));
  if (configured.length > 0) return [...new Set([...named, ...configured])];
  const { defaultModel, why, help } = await provider.probe(settings, base);
  if (defaultModel !== undefined) return [...new Set([...named, `${providerId}/${defaultModel}`])];
  throw new Fault(
    "model/unknown",
    `Cannot evaluate provider "${providerId}": no model of it is configured, and it has no default (${why})`,
    { help: help ?? `Name models with --model ${providerId}/NAME` },
  );
}

/** Every model that a setting names. */
function configuredModels({ settings }: Config): readonly string[] {
  const { model, routes, fallback_models: fallback, escalation_models: stronger } = settings;
  return [
    ...(model === undefined ? [] : [model]),
    ...routes.map((route) => route.model),
    ...fallback,
    ...stronger,
    ...Object.keys(settings.models),
    ...Object.keys(settings.prices),
  ];
}

/**
 * `SECTION=ID` → recorded ids by section.
 *
 * @throws {Fault} `usage/invalid` for what is no such pair or section; `template/invalid` for an unknown text
 */
export async function readVariants(
  pairs: readonly string[],
  { files, sha256 }: CheckEnvironment,
): Promise<Readonly<Record<string, readonly string[]>>> {
  if (pairs.length === 0) return {};
  const texts = await readPromptTexts(promptTextSources(files));
  const variants: Record<string, readonly string[]> = {};
  for (const pair of pairs) {
    const [section = "", id] = pair.split("=");
    const known = texts.get(section);
    if (id === undefined || known === undefined)
      throw new Fault("usage/invalid", `Cannot use --variant ${pair}: it is no SECTION=ID`, {
        help: `Sections: ${[...texts.keys()].join(", ")}`,
      });
    const wanted = id.includes("@") ? id : `${section}@${id}`;
    const recorded = toRecordedId(findText(wanted, known, `--variant ${pair}`), sha256);
    variants[section] = [...new Set([...(variants[section] ?? []), recorded])];
  }
  return variants;
}

/**
 * Shares that routes have now beside each model; `undefined` where none has one. An evaluation keeps them: its results
 * must not depend on when its samples end.
 *
 * @throws {Fault} `route/unreadable`, `storage/*`
 */
export async function sharesNow(
  solvers: readonly Solver[],
  { config, files, clock }: Base,
): Promise<EvaluationSetup["shares"]> {
  const plans = toTrafficPlans(config.settings);
  if (plans.length === 0) return undefined;
  const states = await createRouteStore(files, clock).read();
  return Object.fromEntries(
    solvers.map(({ model }) => [
      model,
      Object.fromEntries(plans.map((plan) => [plan.name, stateOf(plan, model, states).share])),
    ]),
  );
}

/** Models of an evaluation, each opened once. */
export interface OpenedSolvers extends AsyncDisposable {
  readonly models: ReadonlyMap<string, LanguageModel>;
  environmentOf(solver: Solver): Environment;
}

/** @throws {Fault} `model/*` */
export async function openSolvers(
  { solvers, shares = {} }: Pick<EvaluationSetup, "solvers" | "shares">,
  base: Base,
  wishes: OpenModelOptions,
): Promise<OpenedSolvers> {
  await using stack = new AsyncDisposableStack();
  const models = new Map<string, LanguageModel>();
  for (const { model: id } of solvers) {
    const options = { ...wishes, shares: shares[id] ?? {} };
    if (!models.has(id))
      models.set(id, stack.use(await openModel(withNamed(base.config, id), base, options)));
  }
  const environments = new Map(
    solvers.map((solver) => {
      const model = models.get(solver.model);
      if (model === undefined) throw new RangeError(`Cannot solve with ${solver.model}`);
      const templates = pinTexts(base.templates, solver.templates);
      return [solver.id, { ...base, model, templates }] as const;
    }),
  );
  const kept = stack.move();
  return {
    models,
    environmentOf(solver) {
      const environment = environments.get(solver.id);
      if (environment === undefined) throw new RangeError(`Cannot find solver ${solver.id}`);
      return environment;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Configuration in which this model is the one that is named. */
const withNamed = ({ settings, sources }: Config, model: string): Config => ({
  settings: { ...settings, model },
  sources: { ...sources, model: { source: "flag", from: "--model" } },
});

/** Calls to servers wait more than they work; what runs on this machine takes a core each. */
const CALLS_A_CORE = 4;

/** How many samples are at work at once, where nobody says. */
export function usualConcurrency(solvers: readonly Solver[], { settings }: Config): number {
  const cores = availableParallelism();
  const providers = listProviders(toProviderSettings(settings));
  const isHere = solvers.some(({ model }) => {
    const { provider } = splitModelId(model, providers);
    return provider.install !== undefined || provider.isRecorded;
  });
  return isHere ? cores : CALLS_A_CORE * cores;
}
