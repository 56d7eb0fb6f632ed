import { isFault } from "../domain/fault.ts";
import { createBatchingModel } from "../model-access/batching/create-batching-model.ts";
import { withFacts } from "../model-access/capabilities/with-facts.ts";
import {
  createRouteTraffic,
  fixedTraffic,
  type RouteTraffic,
} from "../model-access/routing/create-route-traffic.ts";
import { readHistory } from "../model-access/routing/read-history.ts";
import {
  type AccessParts,
  type ProviderParts,
  stackAccess,
  stackBatchedModel,
  stackModel,
} from "../model-access/stack.ts";
import { createRouteStore } from "../platform/route-store.ts";
import type { SharedPace } from "../ports/batch-store.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { InstallOptions, Provider } from "../ports/provider.ts";
import { wrapModel } from "../ports/wrap-model.ts";
import { listProviders } from "../providers/index.ts";
import { chooseModel, type ModelChoice, splitModelId } from "./choose-model.ts";
import { holdModel } from "./hold-model.ts";
import { type KeyedSettings, withKey } from "./keys.ts";
import type { Config } from "./load-config.ts";
import {
  createAccessParts,
  createProviderParts,
  toAccessPolicy,
  toModelPolicy,
} from "./model-access.ts";
import { toModelFacts } from "./model-facts.ts";
import { openBatchesOf, withoutBatches } from "./open-batches.ts";
import { openResponseStore } from "./open-response-store.ts";
import { loadProviderSettings } from "./provider-settings.ts";
import { resampleModel } from "./resample-model.ts";
import { toTrafficPlans } from "./route-rules.ts";

export interface OpenModelOptions extends Partial<InstallOptions> {
  /** Hears which model it will be, before anything is opened or brought. */
  readonly onChoice?: ((choice: ModelChoice) => void) | undefined;
  /** Hears, in words, of what is done without: a cache that cannot be used. @default nobody */
  readonly onNote?: ((note: string) => void) | undefined;
  /** Keeps the pace of calls together with other processes. @default each keeps its own */
  readonly pace?: SharedPace | undefined;
  /** Shares of routes, by name, that stand still, and nothing is counted. @default what is remembered, moved by runs */
  readonly shares?: Readonly<Record<string, number>> | undefined;
}

/** What opening one model of several takes. */
interface Opening extends OpenModelOptions {
  readonly config: Config;
  readonly environment: CheckEnvironment;
  readonly providers: readonly Provider[];
  readonly settings: KeyedSettings;
  readonly parts: AccessParts;
  readonly partsOf: (providerId: string) => ProviderParts;
}

/**
 * Opens the model that configuration names or this machine offers, with everything that stands around it: see
 * `src/model-access`. What it misses here, its file or its engine, is brought first, unless configuration says offline.
 *
 * @throws {Fault} `model/*`, `download/failed`
 */
export async function openModel(
  config: Config,
  environment: CheckEnvironment,
  options: OpenModelOptions = {},
): Promise<LanguageModel> {
  const settings = await loadProviderSettings(config.settings);
  const providers = listProviders(settings);
  const choice = await chooseModel(config, providers, settings, environment);
  options.onChoice?.(choice);
  const { provider } = splitModelId(choice.id, providers);
  await using stack = new AsyncDisposableStack();
  const store = config.settings.response_cache
    ? stack.use(
        openResponseStore(config.settings, {
          clock: environment.clock,
          onNote: options.onNote ?? (() => undefined),
        }),
      )
    : undefined;
  const parts = await createAccessParts(config, environment, { providers, provider, store });
  const partsOf = createProviderParts(config, environment, options.pace);
  const opening = { ...options, config, environment, providers, settings, parts, partsOf };
  const model = await openChain(choice.id, opening, stack);
  const closing = stack.move();
  return { ...wrapModel(model, model.stream), [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** The models that configuration names for one task, around the one that is asked first. */
async function openChain(
  id: string,
  opening: Opening,
  stack: AsyncDisposableStack,
): Promise<LanguageModel> {
  const { config, environment, parts } = opening;
  const { routes, fallback_models: fallbacks, escalation_models: stronger } = config.settings;
  const opened = new Map<string, LanguageModel>();
  const open = async (wanted: string): Promise<LanguageModel> => {
    const model = opened.get(wanted) ?? stack.use(await openOne(wanted, opening));
    opened.set(wanted, model);
    return model;
  };
  const openAll = async (ids: readonly string[]): Promise<readonly LanguageModel[]> => {
    const models: LanguageModel[] = [];
    for (const each of ids) if (each !== id) models.push(await open(each));
    return models;
  };
  const base = await open(id);
  const cheaper = [];
  for (const { name, model, max_task_tokens: maxTaskTokens } of routes)
    cheaper.push({ name, model: await open(model), maxTaskTokens });
  const chain = {
    base,
    fallbacks: await openAll(fallbacks),
    routes: cheaper,
    stronger: await openAll(stronger),
    history: routes.length === 0 ? undefined : await readHistory(environment.records),
    traffic: await openTraffic(id, opening),
  };
  return stackAccess(chain, parts, toAccessPolicy(config.settings));
}

async function openTraffic(
  baseId: string,
  { config, environment, shares, onNote = () => undefined }: Opening,
): Promise<RouteTraffic | undefined> {
  const plans = toTrafficPlans(config.settings);
  if (plans.length === 0) return undefined;
  if (shares !== undefined)
    return fixedTraffic(Object.fromEntries(plans.map(({ name }) => [name, shares[name] ?? 0])));
  const { files, clock } = environment;
  const store = createRouteStore(files, clock);
  return createRouteTraffic({ baseId, plans, store, clock, onNote });
}

async function openOne(id: string, opening: Opening): Promise<LanguageModel> {
  const { config, providers, parts, partsOf } = opening;
  const { provider, name } = splitModelId(id, providers);
  const facts = toModelFacts(config.settings, id);
  const adapter = withFacts(
    await holdAdapter(await openAdapter(provider, name, opening), opening),
    facts,
  );
  if (config.settings.provider_batches)
    return stackBatchedModel(await openBatched(adapter, provider, name, opening));
  const others = (await openWithOtherKeys(provider, name, opening)).map((each) =>
    withFacts(each, facts),
  );
  const policy = toModelPolicy(config.settings, id);
  const stacked = stackModel([adapter, ...others], { ...parts, ...partsOf(provider.id) }, policy);
  return config.settings.constraints ? resampleModel(stacked, provider, parts.clock) : stacked;
}

/** The same model once more for each further key, to go on with when one is refused or spent. */
async function openWithOtherKeys(
  provider: Provider,
  name: string,
  { settings, environment }: Opening,
): Promise<readonly LanguageModel[]> {
  const variable = provider.keyVariable(settings);
  const [, ...others] = variable === undefined ? [] : settings.keysOf(variable);
  return Promise.all(
    others.map((_, at) => provider.open(name, withKey(settings, at + 1), environment)),
  );
}

async function openAdapter(
  provider: Provider,
  name: string,
  opening: Opening,
): Promise<LanguageModel> {
  const { settings, environment } = opening;
  try {
    return await provider.open(name, settings, environment);
  } catch (error) {
    if (!isFault(error, "model/missing") || settings.isOffline) throw error;
    if (provider.install === undefined) throw error;
    const { onProgress = () => undefined, signal } = opening;
    await provider.install(name, settings, environment, { onProgress, signal });
    return provider.open(name, settings, environment);
  }
}

/** Right at the model: what stands further out sees one that takes constraints, or one that takes none. */
const holdAdapter = async (
  model: LanguageModel,
  { config, settings, environment }: Opening,
): Promise<LanguageModel> =>
  config.settings.constraints
    ? holdModel(model, { cacheDirectory: settings.cacheDirectory, clock: environment.clock })
    : model;

async function openBatched(
  model: LanguageModel,
  provider: Provider,
  name: string,
  { settings, environment, parts }: Opening,
): Promise<LanguageModel> {
  if (!model.capabilities.hasBatches) throw withoutBatches(model.id);
  const batches = await openBatchesOf(provider, name, settings, environment);
  const { files } = environment;
  return createBatchingModel({ ...parts, model, batches, files });
}
