import { rmSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atProcessEnd } from "./process-end.ts";
import { toStorageFault } from "./storage-fault.ts";

/** A folder of our own that vanishes with all that is in it. */
export interface ScratchFolder extends AsyncDisposable {
  /** Absolute, without symbolic links. */
  readonly path: string;
}

/**
 * A fresh empty folder, readable by us alone; removed when disposed, or when this process ends.
 *
 * @throws {Fault} `storage/full` or `storage/unwritable`.
 */
export async function createScratchFolder(): Promise<ScratchFolder> {
  const path = await mkdtemp(join(await realpath(tmpdir()), "specwright-")).catch(
    (cause: unknown) => {
      throw toStorageFault(cause, "make a scratch folder in", tmpdir());
    },
  );
  const callOff = atProcessEnd(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    async [Symbol.asyncDispose]() {
      callOff();
      // A folder that cannot be removed must not turn a result into a failure.
      await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    },
  };
}
