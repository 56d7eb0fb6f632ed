import { open } from "node:fs/promises";

/** Makes the names in a folder durable, where the system can: a new file is only then on the disk. */
export async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path, "r");
    await folder.sync();
  } catch {
    // Some file systems refuse to flush folders, and then there is nothing more to be done.
  }
}
