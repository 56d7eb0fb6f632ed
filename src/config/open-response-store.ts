import { join } from "node:path";
import { createPromptHistory } from "../platform/prompt-history.ts";
import { createResponseCache } from "../platform/response-cache.ts";
import { RESPONSE_TABLES } from "../platform/sqlite/response-tables.ts";
import { openTolerantDatabase } from "../platform/sqlite/tolerant-database.ts";
import type { Clock } from "../ports/clock.ts";
import type { PromptHistory } from "../ports/prompt-history.ts";
import type { InspectableResponseCache } from "../ports/response-cache.ts";
import { toProviderSettings } from "./provider-settings.ts";
import type { Settings } from "./settings.ts";

/** Its name in the user's cache folder. */
export const RESPONSES_FILE = "responses.sqlite";

/** What is kept of calls on this machine, in one file of the user's cache folder. */
export interface ResponseStore extends Disposable {
  /** Absolute path of the file. */
  readonly file: string;
  /** 0 where there is no file. */
  readonly fileBytes: number;
  readonly responses: InspectableResponseCache;
  readonly prompts: PromptHistory;
}

export interface OpenResponseStoreOptions {
  readonly clock: Clock;
  /** Hears, in words, that the file was broken, or cannot be used and is done without. */
  readonly onNote: (note: string) => void;
}

/** Opens it, whether or not `response_cache` is on; several processes may have it open. Close it with `using`. */
export function openResponseStore(
  settings: Settings,
  { clock, onNote }: OpenResponseStoreOptions,
): ResponseStore {
  const file = join(toProviderSettings(settings).cacheDirectory, RESPONSES_FILE);
  const database = openTolerantDatabase(file, { migrations: RESPONSE_TABLES, onNote });
  const prompts = createPromptHistory(database);
  const responses = createResponseCache(database, {
    clock,
    ttlMs: settings.response_cache_ttl_ms,
    maxBytes: settings.response_cache_max_bytes,
  });
  return {
    file,
    get fileBytes() {
      return database.fileBytes;
    },
    responses,
    prompts,
    [Symbol.dispose]() {
      responses[Symbol.dispose]();
      prompts.flush();
      database[Symbol.dispose]();
    },
  };
}
