import { findProjectRoot } from "../../../config/find-project-root.ts";
import { loadConfig } from "../../../config/load-config.ts";
import { describeSetting, SETTING_KEYS } from "../../../config/settings.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";

/** `specwright config show` */
export async function showConfigCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const { settings, sources } = await loadConfig({ root: findProjectRoot(directory) });
  if (options.json) {
    for (const key of SETTING_KEYS) {
      const { source, from } = sources[key];
      terminal.json({
        key,
        value: settings[key] ?? null,
        source,
        from,
        meaning: describeSetting(key),
      });
    }
    return "accepted";
  }
  const rows = SETTING_KEYS.map((key) => [
    key,
    escapeText(settings[key] === undefined ? "-" : JSON.stringify(settings[key])),
    sources[key].from,
    describeSetting(key),
  ]);
  terminal.result(renderTable(["setting", "value", "from", "meaning"], rows));
  return "accepted";
}
