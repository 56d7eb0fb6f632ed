import type { OpenModelOptions } from "../../config/open-model.ts";
import { escapeText } from "./escape-text.ts";
import { createProgressBar } from "./show-progress.ts";
import type { Terminal } from "./terminal.ts";

/** Tells, while a model is opened, which it is, what has to be brought for it, and what is done without. */
export const tellOpening = (
  terminal: Terminal,
): Required<Pick<OpenModelOptions, "onChoice" | "onProgress" | "onNote">> => ({
  onChoice: ({ id, why }) => terminal.say(`asking ${id} (${why})`),
  onProgress: createProgressBar(terminal),
  onNote: (note) => tellNote(note, terminal),
});

/** Something that went another way than was asked, on a line of its own. */
export const tellNote = (note: string, { say, paint }: Pick<Terminal, "say" | "paint">): void =>
  say(`${paint("yellow", "note:")} ${escapeText(note)}`);
