import { readFile } from "node:fs/promises";
import { closest, distance } from "fastest-levenshtein";
import { parse, TomlError } from "smol-toml";
import { Fault } from "../domain/fault.ts";
import { SETTING_KEYS } from "./settings.ts";

export type RawSettings = Readonly<Record<string, unknown>>;

/**
 * A TOML file's settings, not yet checked beyond their names; empty when there is no such file.
 *
 * @throws {Fault} `config/invalid` with the place; a key that does not exist comes with the nearest one that does.
 */
export async function readConfigFile(path: string): Promise<RawSettings> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Fault("config/invalid", `Cannot read the configuration file "${path}"`, { cause });
  }
  const settings = parseToml(text, path);
  for (const key of Object.keys(settings)) {
    if (SETTING_KEYS.some((known) => known === key)) continue;
    throw new Fault("config/invalid", `Cannot use ${path}: there is no setting "${key}"`, {
      help: suggestKey(key),
    });
  }
  return settings;
}

function parseToml(text: string, path: string): RawSettings {
  try {
    // smol-toml's tables have no prototype; ours are plain objects.
    return { ...parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = (error.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "");
    throw new Fault(
      "config/invalid",
      `Cannot read ${path}:${error.line}:${error.column}: ${reason}`,
      {
        help: "See https://toml.io for the notation",
      },
    );
  }
}

/** What a mistyped key may have meant. */
export function suggestKey(key: string): string {
  if (/key|secret|token$|password/i.test(key)) {
    return "Secrets are read from the environment only, e.g. ANTHROPIC_API_KEY or OPENAI_API_KEY";
  }
  const nearest = closest(key, [...SETTING_KEYS]);
  return distance(key, nearest) <= Math.max(2, key.length / 3)
    ? `Did you mean "${nearest}"?`
    : `Settings: ${SETTING_KEYS.join(", ")}`;
}
