import { findProjectRoot } from "../../../config/find-project-root.ts";
import { KEY_NAME, mayHaveKeyStore } from "../../../config/keys.ts";
import { loadConfig } from "../../../config/load-config.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import type { Settings } from "../../../config/settings.ts";
import { Fault, isFault } from "../../../domain/fault.ts";
import { Secret } from "../../../domain/secret.ts";
import { createKeyStore } from "../../../platform/key-store.ts";
import type { StoredKey } from "../../../ports/key-store.ts";
import { listProviders } from "../../../providers/index.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { readHidden } from "../read-hidden.ts";
import { renderTable } from "../render-table.ts";

/** No provider's key is longer; a file that was meant for something else is. */
const LONGEST_KEY = 8192;

/** `specwright keys set VARIABLE`: the value comes from stdin, or from a question whose answer is not shown. */
export async function setKeyCommand(
  [variable]: readonly [string],
  _options: object,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  refuseBadName(variable);
  const { settings } = await loadConfig({ root: findProjectRoot(directory) });
  const typed = await readHidden(`Key for ${variable} (it is not shown):`, {
    input: process.stdin,
    output: process.stderr,
    signal,
    interrupt: () => process.kill(process.pid, "SIGINT"),
  });
  await createKeyStore().set(variable, readKey(typed));
  terminal.say(`${variable} is in the key store`);
  if (!settings.key_store) {
    terminal.say("it is not looked for there: the setting key_store is false");
  }
  if (toProviderSettings(settings).keysOf(variable)[0]?.variable === variable)
    terminal.say(`the environment has ${variable} too, and wins`);
  return "accepted";
}

/** `specwright keys remove VARIABLE` */
export async function removeKeyCommand(
  [variable]: readonly [string],
  _options: object,
  { terminal }: Face,
): Promise<ExitReason> {
  refuseBadName(variable);
  const wasThere = await createKeyStore().remove(variable);
  if (!wasThere) {
    throw new Fault("usage/invalid", `Cannot remove ${variable}: the key store has no such key`, {
      help: "specwright keys list tells which there are",
    });
  }
  terminal.say(`${variable} is removed from the key store`);
  return "accepted";
}

/** `specwright keys list [VARIABLE]`: which keys there are and where they come from; never a value, nor a part of one. */
export async function listKeysCommand(
  [wanted]: readonly [string | undefined],
  { json }: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  if (wanted !== undefined) refuseBadName(wanted);
  const { settings } = await loadConfig({ root: findProjectRoot(directory) });
  const stored = await readStored(settings, terminal.say);
  const names = wanted === undefined ? variablesOf(settings, stored) : [wanted];
  const keys = names.flatMap(toProviderSettings(settings, undefined, stored).keysOf);
  if (json) {
    for (const { variable, from } of keys) terminal.json({ variable, from });
  } else if (keys.length > 0) {
    const rows = keys.map(({ variable, from }) => [escapeText(variable), from]);
    terminal.result(renderTable(["variable", "from"], rows));
  } else {
    terminal.say(`no keys; looked for ${names.join(", ")}`);
  }
  return "accepted";
}

/** What providers and endpoints read their keys from, and what was put into the store besides. */
function variablesOf(settings: Settings, stored: readonly StoredKey[]): readonly string[] {
  const providerSettings = toProviderSettings(settings);
  const known = listProviders(providerSettings).flatMap(
    (provider) => provider.keyVariable(providerSettings) ?? [],
  );
  const isKnown = (name: string): boolean =>
    known.some((variable) => name.replace(/_\d+$/, "") === variable || name === variable);
  const others = stored.map(({ variable }) => variable).filter((name) => !isKnown(name));
  return [...new Set([...known, ...others])];
}

async function readStored(
  { key_store: isUsed }: Settings,
  say: (line: string) => void,
): Promise<readonly StoredKey[]> {
  if (!isUsed) {
    say("the key store is not asked: the setting key_store is false");
    return [];
  }
  try {
    return mayHaveKeyStore() ? await createKeyStore().list() : [];
  } catch (error) {
    if (!isFault(error, "keys/unavailable")) throw error;
    say(error.message);
    return [];
  }
}

function refuseBadName(variable: string): void {
  if (KEY_NAME.test(variable)) return;
  // What was given may be the key itself: it is not repeated.
  throw new Fault("usage/invalid", "Cannot use that as a key's name: it is no variable's name", {
    help: "Name the variable, e.g. ANTHROPIC_API_KEY; the key itself comes from stdin",
  });
}

function readKey(typed: string): Secret {
  const value = typed.trim();
  const isKey = value !== "" && value.length <= LONGEST_KEY && !/[\s\p{Cc}]/u.test(value);
  if (isKey) return new Secret(value);
  throw new Fault(
    "usage/invalid",
    `Cannot keep the key: ${value === "" ? "it is empty" : "it is no key, which is one word without spaces"}`,
    { help: "Give it on stdin, e.g. specwright keys set ANTHROPIC_API_KEY < key.txt" },
  );
}
