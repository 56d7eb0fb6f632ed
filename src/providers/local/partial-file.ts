/** What an interrupted download left: `X.part`, and beside it a note of where it came from. */

import { readFile, rm, stat, writeFile } from "node:fs/promises";

export interface PartialFile {
  readonly bytes: number;
  /** The server's tag or date for the version of which this is the beginning. */
  readonly validator: string | undefined;
}

interface Note {
  readonly source: string;
  readonly validator: string | undefined;
}

const notePath = (partPath: string): string => partPath.replace(/\.part$/, ".note.part");

/**
 * The beginning of `source` that lies at `partPath`. `undefined` when there is none, or when nothing could tell
 * whether its end would belong to it: neither the server's tag nor a checksum.
 */
export async function findPartialFile(
  partPath: string,
  source: string,
  hasChecksum: boolean,
): Promise<PartialFile | undefined> {
  try {
    const { size } = await stat(partPath);
    const note = JSON.parse(await readFile(notePath(partPath), "utf8")) as Partial<Note>;
    const isUsable =
      size > 0 && note.source === source && (hasChecksum || note.validator !== undefined);
    return isUsable ? { bytes: size, validator: note.validator } : undefined;
  } catch {
    return undefined;
  }
}

/** Notes where the beginning at `partPath` comes from. */
export async function notePartialFile(partPath: string, note: Note): Promise<void> {
  await writeFile(notePath(partPath), JSON.stringify(note));
}

/** Forgets the download at `partPath`. */
export async function removePartialFile(partPath: string): Promise<void> {
  await rm(partPath, { force: true });
  await rm(notePath(partPath), { force: true });
}
