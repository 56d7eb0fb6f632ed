import type { BatchItem } from "../../domain/batch.ts";
import type { Files } from "../../ports/files.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/** Says which files of a batch that is gone on with were changed since it began: it goes on with what they were then. */
export async function tellChanged(
  items: readonly BatchItem[],
  { readText }: Pick<Files, "readText">,
  terminal: Terminal,
): Promise<void> {
  for (const { specification } of items)
    for (const { path, text } of [
      { path: specification.path, text: specification.source },
      ...specification.contextFiles,
    ]) {
      // A task of a row has no file of its own.
      const now = await readText(path).catch(() => text);
      if (now === text) continue;
      const name = escapeText(path);
      terminal.say(
        `warning: ${name} was changed since the batch began: what is proved is its earlier text`,
      );
    }
}
