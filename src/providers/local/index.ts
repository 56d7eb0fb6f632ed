/** GGUF models in this process, and the store that keeps them. */

import { resolve } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { Provider } from "../../ports/provider.ts";
import { DEFAULT_MODEL } from "./catalogue.ts";
import { hasEngine, loadEngine } from "./engine.ts";
import { refuseOtherThanGguf } from "./gguf-file.ts";
import { installEngine } from "./install-engine.ts";
import { createLlamaModel } from "./llama-model.ts";
import { openLlama } from "./open-llama.ts";
import { pullModel } from "./pull-model.ts";
import { parseModelReference } from "./reference.ts";
import { findModel, listModels, refuseChanged } from "./store.ts";
import { suggestLimits } from "./suggest-limits.ts";

export { CATALOGUE, type CatalogueEntry } from "./catalogue.ts";
export { installEngine } from "./install-engine.ts";
export { type PulledModel, pullModel } from "./pull-model.ts";
export { listModels, removeModel, type StoredModel } from "./store.ts";

export const local: Provider = {
  id: "local",
  displayName: "Local models",
  isFree: true,
  isRecorded: false,
  keyVariable: () => undefined,

  async probe(settings) {
    const isRunnable = await hasEngine(settings);
    const names = (await listModels(settings)).map(({ name }) => name);
    const defaultModel =
      names.length === 0 || names.includes(DEFAULT_MODEL) ? DEFAULT_MODEL : names[0];
    const missing = [
      ...(isRunnable ? [] : ["the engine is not installed"]),
      ...(names.length > 0 ? [] : ["no model is here"]),
    ];
    if (missing.length === 0) {
      return { isReady: true, why: `here: ${names.join(", ")}`, help: undefined, defaultModel };
    }
    const help = `specwright models pull ${defaultModel}`;
    const why = missing.join(", ");
    return settings.isOffline
      ? { isReady: false, why, help: `Without --offline: ${help}`, defaultModel }
      : { isReady: true, why: `${why}; the first run brings it`, help, defaultModel };
  },

  async open(name, settings, { files }) {
    const file = await findFile(name, settings, files.root);
    await refuseOtherThanGguf(file.path);
    const parts = await openLlama(await loadEngine(settings), file.path, settings.threads);
    return createLlamaModel(`local/${file.name}`, parts, suggestLimits(parts.model.size));
  },

  async install(name, settings, machine, options) {
    await installEngine(settings, machine, options);
    if (parseModelReference(name).kind !== "file")
      await pullModel(name, settings, machine, options);
  },
};

/** The file that `name` means, seen to be the one that was pulled. */
async function findFile(
  name: string,
  settings: { readonly cacheDirectory: string },
  root: string,
): Promise<{ readonly path: string; readonly name: string }> {
  const asked = parseModelReference(name);
  if (asked.kind === "file") return { path: resolve(root, asked.path), name };
  const model = await findModel(settings, asked.name);
  if (model !== undefined) {
    await refuseChanged(settings, model);
    return model;
  }
  const here = (await listModels(settings)).map((one) => one.name);
  throw new Fault(
    asked.kind === "stored" ? "model/unknown" : "model/missing",
    `Cannot open model "local/${name}": it is not on this machine`,
    {
      help:
        asked.kind === "stored"
          ? `Models here: ${here.join(", ") || "none"}. To see what can be pulled: specwright models list`
          : `specwright models pull ${name}`,
    },
  );
}
