/** The native engine, node-llama-cpp: this package's own copy, or the one that was installed into the cache. */

import { stat } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Fault } from "../../domain/fault.ts";
import type { ProviderSettings } from "../../ports/provider.ts";

export type LlamaEngine = typeof import("node-llama-cpp");

/** What is installed where none is found. */
export const ENGINE_VERSION = "3.22.1";

type EngineSettings = Pick<ProviderSettings, "cacheDirectory">;

/** Where an engine of our own version lives in the cache. */
export const engineFolder = (settings: EngineSettings): string =>
  join(settings.cacheDirectory, "engines", `node-llama-cpp-${ENGINE_VERSION}`);

const cachedEntry = (settings: EngineSettings): string =>
  join(engineFolder(settings), "node_modules", "node-llama-cpp", "dist", "index.js");

/** Whether `loadEngine` would find one. Loads nothing. */
export async function hasEngine(
  settings: EngineSettings,
  hasOwn: () => boolean = hasOwnEngine,
): Promise<boolean> {
  if (hasOwn()) return true;
  return stat(cachedEntry(settings)).then(
    (found) => found.isFile(),
    () => false,
  );
}

function hasOwnEngine(): boolean {
  try {
    return findPackageJSON("node-llama-cpp", import.meta.url) !== undefined;
  } catch {
    return false;
  }
}

/** @throws {Fault} `model/missing` when there is none, or when it cannot run on this machine. */
export async function loadEngine(
  settings: EngineSettings,
  loadOwn: () => Promise<LlamaEngine> = () => import("node-llama-cpp"),
): Promise<LlamaEngine> {
  try {
    return await loadOwn();
  } catch (own) {
    // Not installed beside us, or broken there: the cache may have one.
    try {
      const cached: LlamaEngine = await import(pathToFileURL(cachedEntry(settings)).href);
      return cached;
    } catch (cached) {
      throw missingEngine("it is not installed", new AggregateError([own, cached]));
    }
  }
}

/** The fault of a machine on which no engine runs. */
export const missingEngine = (why: string, cause: unknown): Fault =>
  new Fault(
    "model/missing",
    `Cannot run models in this process: the engine node-llama-cpp cannot be used, ${why}`,
    {
      help: "To install it: specwright models pull smollm2-135m-instruct; or install node-llama-cpp beside specwright",
      cause,
    },
  );
