import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Deletes what killed processes left in a folder: files and folders called `*.PID.part`. */
export async function removeAbandonedParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /\.(\d+)\.part$/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one that runs.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
