import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Secret } from "../domain/secret.ts";
import type { ProviderSettings } from "../ports/provider.ts";
import type { Settings } from "./settings.ts";

/** Configuration → what providers are told. Secrets are looked up only when one is asked for. */
export const toProviderSettings = (
  settings: Settings,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): ProviderSettings => ({
  secret(variable) {
    const value = variables[variable]?.trim();
    return value === undefined || value === "" ? undefined : new Secret(value);
  },
  endpoints: Object.fromEntries(
    Object.entries(settings.endpoints).map(([name, endpoint]) => [
      name,
      {
        baseUrl: endpoint.base_url,
        apiKeyVariable: endpoint.api_key_env,
        contextWindowTokens: endpoint.context_window_tokens,
      },
    ]),
  ),
  ollamaUrl: settings.ollama_url,
  cacheDirectory: resolve(
    settings.cache_directory ??
      join(variables["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "specwright"),
  ),
  threads: settings.threads,
  isOffline: settings.offline,
  offlineHosts: settings.offline_hosts,
  firstByteTimeoutMs: settings.first_byte_timeout_ms,
  idleTimeoutMs: settings.idle_timeout_ms,
  promptCaching: settings.prompt_caching,
});
