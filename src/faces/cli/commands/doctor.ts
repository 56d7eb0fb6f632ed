import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { examine } from "../../../config/examine.ts";
import { AREAS, type Area } from "../../../config/finding.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";

/** `specwright doctor` */
export async function doctorCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  let ended: ExitReason = "accepted";
  terminal.live("looking around");
  let shown: Area | undefined;
  for await (const finding of examine(environment)) {
    const { area, name, isReady, isNeeded, why, help } = finding;
    if (!isReady && isNeeded) ended = area === "model" ? "model" : "toolchain";
    if (options.json) {
      terminal.json({ ...finding, help: help ?? null });
      continue;
    }
    if (area !== shown) terminal.result(`${shown === undefined ? "" : "\n"}${AREAS[area]}`);
    shown = area;
    const mark = isReady
      ? terminal.paint("green", "ok")
      : terminal.paint(isNeeded ? "red" : "dim", "--");
    terminal.result(`  ${mark} ${name}: ${escapeText(why)}`);
    if (help !== undefined) terminal.result(`       ${terminal.paint("dim", escapeText(help))}`);
  }
  return ended;
}
