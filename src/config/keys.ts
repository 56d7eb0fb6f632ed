/** A provider's keys: `VAR`, `VAR_2`, `VAR_3` … from the environment, and from the system's key store. */

import { existsSync } from "node:fs";
import { isFault } from "../domain/fault.ts";
import { Secret } from "../domain/secret.ts";
import { createKeyStore } from "../platform/key-store.ts";
import type { KeyStore, StoredKey } from "../ports/key-store.ts";
import type { ProviderSettings } from "../ports/provider.ts";
import type { Settings } from "./settings.ts";
import type { Variables } from "./variables.ts";

/** A key, and where it was found. */
export interface FoundKey {
  /** e.g. `OPENAI_API_KEY_2`. */
  readonly variable: string;
  readonly from: "environment" | "key store";
  readonly secret: Secret;
}

/** What may stand in a key's name, so that it can be a variable too. */
export const KEY_NAME = /^[A-Z_][A-Z0-9_]*$/;

/**
 * The keys of one variable in the order in which they are tried: `VAR`, then `VAR_2`, `VAR_3` and so on, gaps allowed.
 * Under one name the environment wins over the key store; a key that is there twice counts once.
 */
export function listKeys(
  variable: string,
  { variables, stored }: { readonly variables: Variables; readonly stored: readonly StoredKey[] },
): readonly FoundKey[] {
  const found = new Map<number, FoundKey>();
  for (const { variable: name, secret } of stored) {
    const place = placeOf(name, variable);
    if (place !== undefined) found.set(place, { variable: name, from: "key store", secret });
  }
  for (const [name, text] of Object.entries(variables)) {
    const place = placeOf(name, variable);
    const value = text?.trim() ?? "";
    if (place === undefined || value === "") continue;
    found.set(place, { variable: name, from: "environment", secret: new Secret(value) });
  }
  const ordered = [...found].toSorted(([a], [b]) => a - b).map(([, key]) => key);
  const values = ordered.map(({ secret }) => secret.reveal());
  return ordered.filter((_, at) => values.indexOf(values[at] ?? "") === at);
}

/** 1 for the variable itself, n for `VARIABLE_n`; `undefined` for any other name. */
function placeOf(name: string, variable: string): number | undefined {
  if (name === variable) return 1;
  if (!name.startsWith(`${variable}_`)) return undefined;
  const place = name.slice(variable.length + 1);
  return /^(?:[2-9]|[1-9]\d{1,3})$/.test(place) ? Number(place) : undefined;
}

/**
 * The keys in the system's key store, read once so that they can be looked up without waiting; none where the setting
 * `key_store` is off, no store runs, or it does not answer: `specwright keys list` and `doctor` say which.
 */
export async function loadStoredKeys(
  { key_store: isUsed }: Pick<Settings, "key_store">,
  { variables = process.env, keyStore = createKeyStore() }: LoadKeysOptions = {},
): Promise<readonly StoredKey[]> {
  if (!isUsed || !mayHaveKeyStore(variables)) return [];
  try {
    return await keyStore.list();
  } catch (error) {
    if (isFault(error, "keys/unavailable")) return [];
    throw error;
  }
}

export interface LoadKeysOptions {
  /** @default process.env */
  readonly variables?: Variables | undefined;
  /** @default this system's */
  readonly keyStore?: KeyStore | undefined;
}

/** On Linux a key store is reached over the session bus; servers and containers have none, and need not ask. */
export const mayHaveKeyStore = (
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean =>
  platform !== "linux" ||
  Boolean(variables["DBUS_SESSION_BUS_ADDRESS"]) ||
  (Boolean(variables["XDG_RUNTIME_DIR"]) && existsSync(`${variables["XDG_RUNTIME_DIR"]}/bus`));

/** Provider settings that know every key of a variable; `secret` gives the first. */
export interface KeyedSettings extends ProviderSettings {
  /** In the order in which they are tried. */
  keysOf(variable: string): readonly FoundKey[];
}

/** The same settings with the n-th key of each variable, from 0: what a rotation opens a model with. */
export const withKey = (settings: KeyedSettings, n: number): KeyedSettings => ({
  ...settings,
  secret: (variable) => settings.keysOf(variable)[n]?.secret,
});
