/** The providers, in the order in which one is chosen where the user names none: one line each. */

import type { Provider, ProviderSettings } from "../ports/provider.ts";
import { aiSdkProviders, endpointProviders } from "./ai-sdk/index.ts";
import { local } from "./local/index.ts";
import { replay } from "./replay/index.ts";
import { scripted } from "./scripted/index.ts";

export { fromLanguageModelV4, type LanguageModelFacts } from "./ai-sdk/index.ts";
export { CATALOGUE, installEngine, listModels, pullModel, removeModel } from "./local/index.ts";
export { createReplayModel } from "./replay/index.ts";
export { createScriptedModel, type ScriptedAnswer } from "./scripted/index.ts";

/** All providers; the user's endpoints are among them. */
export const listProviders = (settings: ProviderSettings): readonly Provider[] => [
  ...aiSdkProviders,
  local,
  ...endpointProviders(settings),
  scripted,
  replay,
];
