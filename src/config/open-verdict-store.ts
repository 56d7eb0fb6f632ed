import { join } from "node:path";
import type { Clock } from "../ports/clock.ts";
import type { VerdictStore } from "../ports/verdict-store.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Settings } from "./settings.ts";

/** Its name in the user's cache folder. */
const VERDICTS_FILE = "verdicts.sqlite";

export interface OpenVerdictStoreOptions {
  readonly clock: Clock;
  /** Hears, in words, that the file was broken, or cannot be used and is done without. @default nobody hears */
  readonly onNote?: ((note: string) => void) | undefined;
}

/** Absolute path of the file that keeps verdicts. */
export const verdictsFile = ({ cache_directory }: Settings): string =>
  join(cacheFolder(cache_directory, process.env), VERDICTS_FILE);

/** Opens it, whether or not `verdict_cache` is on; several processes may have it open. Close it with `using`. */
export async function openVerdictStore(
  settings: Settings,
  { clock, onNote = () => undefined }: OpenVerdictStoreOptions,
): Promise<VerdictStore> {
  // Most commands judge nothing that is remembered, and start faster without a database.
  const [{ createVerdictStore }, { VERDICT_TABLES }, { openTolerantDatabase }] = await Promise.all([
    import("../platform/verdict-store.ts"),
    import("../platform/sqlite/verdict-tables.ts"),
    import("../platform/sqlite/tolerant-database.ts"),
  ]);
  const database = openTolerantDatabase(verdictsFile(settings), {
    migrations: VERDICT_TABLES,
    onNote,
  });
  return createVerdictStore(database, { clock, maxBytes: settings.verdict_cache_max_bytes });
}
