import { Fault } from "../domain/fault.ts";
import type { Files } from "../ports/files.ts";
import { chooseText } from "../templates/choose-text.ts";
import { openPins } from "../templates/create-prompt-templates.ts";
import { PINS_FILE, pinText, writePromptPins } from "../templates/prompt-pins.ts";
import type { PromptText } from "../templates/prompt-text.ts";
import { type PromptTextSources, readPromptTexts } from "../templates/read-prompt-texts.ts";
import { toRecordedId } from "../templates/recorded-id.ts";
import type { ProposeOptions } from "./propose-variants.ts";

export interface SectionToTune {
  /** The text in use. */
  readonly used: PromptText;
  /** Whether a text that runs were worded by holds a piece, by the text's recorded id. */
  readonly holds: ProposeOptions["holds"];
}

/**
 * A section whose text may be tuned.
 *
 * @throws {Fault} `usage/invalid` for a section that is not there, or whose texts are on trial; `template/invalid`
 */
export async function openSection(
  section: string,
  sources: PromptTextSources & { readonly files: Pick<Files, "list" | "readText" | "exists"> },
  sha256: (text: string) => string,
): Promise<SectionToTune> {
  const all = await readPromptTexts(sources);
  const texts = all.get(section);
  if (texts === undefined)
    throw new Fault("usage/invalid", `Cannot tune "${section}": there is no section of that name`, {
      help: `Sections: ${[...all.keys()].join(", ")}`,
    });
  const pins = await openPins(sources.files);
  const trial = Object.entries(pins.experiments).find(([, it]) => it.section === section);
  if (trial !== undefined && pins.pins[section] === undefined)
    throw new Fault(
      "usage/invalid",
      `Cannot tune "${section}": experiment "${trial[0]}" tries its texts`,
      {
        help: `End the experiment in ${PINS_FILE}, or pin a text: specwright prompts pin`,
      },
    );
  const bodies = new Map(texts.map((text) => [toRecordedId(text, sha256), text.body]));
  return {
    used: chooseText(section, texts, { pins, assignment: "", sha256 }),
    holds: (recordedId, piece) => bodies.get(recordedId)?.includes(piece),
  };
}

/** The text is in use from now on; what was pinned before is in the history. */
export async function pinVariant(
  section: string,
  id: string,
  files: Pick<Files, "exists" | "readText" | "writeText">,
): Promise<void> {
  await files.writeText(PINS_FILE, writePromptPins(pinText(await openPins(files), section, id)));
}
