import type { StoredKey } from "../ports/key-store.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type KeyedSettings, listKeys, loadStoredKeys } from "./keys.ts";
import type { Settings } from "./settings.ts";
import type { Variables } from "./variables.ts";

/**
 * Configuration → what providers are told. Secrets are looked up only when one is asked for: in the environment, and
 * among `stored`, the keys of the system's key store, which have to be read before; see `loadStoredKeys`.
 */
export const toProviderSettings = (
  settings: Settings,
  variables: Variables = process.env,
  stored: readonly StoredKey[] = [],
): KeyedSettings => ({
  keysOf: (variable) => listKeys(variable, { variables, stored }),
  secret: (variable) => listKeys(variable, { variables, stored })[0]?.secret,
  endpoints: Object.fromEntries(
    Object.entries(settings.endpoints).map(([name, endpoint]) => [
      name,
      {
        baseUrl: endpoint.base_url,
        apiKeyVariable: endpoint.api_key_env,
        contextWindowTokens: endpoint.context_window_tokens,
        isIdempotent: endpoint.idempotent,
        grammarField: endpoint.grammar_field,
      },
    ]),
  ),
  ollamaUrl: settings.ollama_url,
  cacheDirectory: cacheFolder(settings.cache_directory, variables),
  threads: settings.threads,
  isOffline: settings.offline,
  offlineHosts: settings.offline_hosts,
  firstByteTimeoutMs: settings.first_byte_timeout_ms,
  idleTimeoutMs: settings.idle_timeout_ms,
  promptCaching: settings.prompt_caching,
});

/** `toProviderSettings` with the keys of the system's key store. */
export const loadProviderSettings = async (settings: Settings): Promise<KeyedSettings> =>
  toProviderSettings(settings, process.env, await loadStoredKeys(settings));
