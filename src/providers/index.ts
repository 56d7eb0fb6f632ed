/** The providers, in the order in which one is chosen where the user names none: one line each. */

import { Fault } from "../domain/fault.ts";
import type { Provider, ProviderSettings } from "../ports/provider.ts";
import { aiSdkProviders, endpointProviders } from "./ai-sdk/index.ts";
import { local } from "./local/index.ts";
import { replay } from "./replay/index.ts";
import { scripted } from "./scripted/index.ts";

export {
  fromLanguageModelV4,
  type LanguageModelFacts,
  toLanguageModelV4,
} from "./ai-sdk/index.ts";
export { CATALOGUE, installEngine, listModels, pullModel, removeModel } from "./local/index.ts";
export { createReplayModel } from "./replay/index.ts";
export { createScriptedModel, type ScriptedAnswer } from "./scripted/index.ts";

/**
 * All providers; the user's endpoints are among them.
 *
 * @throws {Fault} `config/invalid` for an endpoint that is named like a provider of ours.
 */
export function listProviders(settings: ProviderSettings): readonly Provider[] {
  const own = [...aiSdkProviders, local, scripted, replay];
  const taken = own.find(({ id }) => id in settings.endpoints);
  if (taken !== undefined) {
    throw new Fault(
      "config/invalid",
      `Cannot use endpoints.${taken.id}: a provider has that name`,
      {
        help: `Give the endpoint another name; models are then NAME/model`,
      },
    );
  }
  return [...aiSdkProviders, local, ...endpointProviders(settings), scripted, replay];
}
