/** The folder of pulled models: `NAME.gguf` beside `NAME.json`. What is being pulled ends in `.part`. */

import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { hashFile } from "./gguf-file.ts";
import { toModelName } from "./reference.ts";

/** What was noted about a model when it was pulled. */
export interface ModelRecord {
  readonly schemaVersion: 1;
  readonly name: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly source: string;
  readonly licence: string | undefined;
  /** ISO 8601, UTC. */
  readonly pulledAt: string;
  /** The file's time of change when its checksum was last seen to be right. */
  readonly modifiedMs: number;
}

export interface StoredModel extends ModelRecord {
  readonly path: string;
}

type StoreSettings = Pick<ProviderSettings, "cacheDirectory">;

/** The folder that holds the models. */
export const modelsFolder = (settings: StoreSettings): string =>
  join(settings.cacheDirectory, "models");

/** Where the file of the model called `name` is, or would be. */
export const modelPath = (settings: StoreSettings, name: string): string =>
  join(modelsFolder(settings), `${name}.gguf`);

const recordPath = (settings: StoreSettings, name: string): string =>
  join(modelsFolder(settings), `${name}.json`);

/** The model as it was noted; `undefined` when its file or its record is not there. */
export async function findModel(
  settings: StoreSettings,
  name: string,
): Promise<StoredModel | undefined> {
  const path = modelPath(settings, name);
  const isThere = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  const record = isThere ? await readRecord(recordPath(settings, name)) : undefined;
  return record === undefined ? undefined : { ...record, name, path };
}

/** Pulled models by name. */
export async function listModels(settings: StoreSettings): Promise<readonly StoredModel[]> {
  const files = await readdir(modelsFolder(settings)).catch(() => []);
  const names = files
    .filter((file) => file.endsWith(".gguf"))
    .map((file) => file.slice(0, -".gguf".length));
  const models = await Promise.all(names.toSorted().map((name) => findModel(settings, name)));
  return models.filter((model) => model !== undefined);
}

/** Deletes a pulled model. @throws {Fault} `model/missing` when there is none of that name. */
export async function removeModel(name: string, settings: StoreSettings): Promise<void> {
  const path = modelPath(settings, name);
  const isThere =
    toModelName(name) === name && (await stat(path).catch(() => undefined)) !== undefined;
  if (!isThere) {
    throw new Fault("model/missing", `Cannot remove model "${name}": it is not here`, {
      help: "Models that are here: specwright models list",
    });
  }
  await rm(path);
  await rm(recordPath(settings, name), { force: true });
}

/** Puts a finished file into its place, its record first: a file without a record is never there. */
export async function keepModel(
  settings: StoreSettings,
  partPath: string,
  record: Omit<ModelRecord, "modifiedMs" | "schemaVersion">,
): Promise<StoredModel> {
  const { mtimeMs } = await stat(partPath);
  const whole: ModelRecord = { schemaVersion: 1, ...record, modifiedMs: mtimeMs };
  const path = modelPath(settings, record.name);
  await writeRecord(settings, whole);
  await rename(partPath, path);
  return { ...whole, path };
}

/**
 * Refuses a file that is not what was pulled. Reads it whole only when its size or time of change is new.
 *
 * @throws {Fault} `model/corrupt`
 */
export async function refuseChanged(
  settings: StoreSettings,
  model: StoredModel,
  signal?: AbortSignal,
): Promise<void> {
  const { size, mtimeMs } = await stat(model.path);
  if (size === model.bytes && mtimeMs === model.modifiedMs) return;
  if (size === model.bytes && (await hashFile(model.path, signal)) === model.sha256) {
    const { path: _path, ...record } = model;
    await writeRecord(settings, { ...record, modifiedMs: mtimeMs });
    return;
  }
  throw new Fault(
    "model/corrupt",
    `Cannot load "${model.path}": it is not the file that was pulled`,
    {
      help: `Bring it again: specwright models pull ${model.name}`,
      details: { expectedBytes: model.bytes, actualBytes: size, expectedSha256: model.sha256 },
    },
  );
}

async function writeRecord(settings: StoreSettings, record: ModelRecord): Promise<void> {
  const path = recordPath(settings, record.name);
  const draft = `${path}.${process.pid}.part`;
  await writeFile(draft, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(draft, path);
}

async function readRecord(path: string): Promise<ModelRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is ModelRecord {
  if (typeof value !== "object" || value === null) return false;
  const { schemaVersion, sha256, bytes, source, pulledAt, modifiedMs } =
    value as Partial<ModelRecord>;
  return (
    schemaVersion === 1 &&
    [sha256, source, pulledAt].every((text) => typeof text === "string") &&
    [bytes, modifiedMs].every((number) => typeof number === "number")
  );
}
