/** The words around what was asked for: which there are, and which are in use. */

import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { promptTextSources } from "../../../config/open-knowledge.ts";
import { Fault } from "../../../domain/fault.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { diffLines } from "../../../std/diff-lines.ts";
import { findText } from "../../../templates/choose-text.ts";
import { createEngine } from "../../../templates/create-engine.ts";
import { openPins } from "../../../templates/create-prompt-templates.ts";
import {
  PINS_FILE,
  type PromptPins,
  pinText,
  rollBackText,
  writePromptPins,
} from "../../../templates/prompt-pins.ts";
import type { PromptText } from "../../../templates/prompt-text.ts";
import { readPromptTexts } from "../../../templates/read-prompt-texts.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";

interface JsonOption {
  readonly json?: true;
}

/** `specwright prompts sections`: every text of every section, the one in use first. */
export async function listSectionsCommand(
  _args: readonly [],
  options: JsonOption,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const used = (await environment.templates.choose("")).ids;
  const { pins, texts } = await readTexts(environment);
  const rows = (await environment.templates.list()).map(({ id, section, origin }) => {
    const text = texts.find((each) => each.id === id);
    const { description = "", variables = [] } = text ?? {};
    const isUsed = used[section]?.split("+")[0] === id;
    return {
      section,
      id,
      origin,
      use: describeUse(id, section, { pins, isUsed }),
      description,
      variables,
    };
  });
  if (options.json) for (const row of rows) terminal.json(row);
  else
    terminal.result(
      renderTable(
        ["section", "text", "in use", "from", "for"],
        rows.map((row) =>
          [row.section, row.id, row.use, row.origin, row.description].map(escapeText),
        ),
      ),
    );
  return "accepted";
}

function describeUse(
  id: string,
  section: string,
  { pins, isUsed }: { readonly pins: PromptPins; readonly isUsed: boolean },
): string {
  if (pins.pins[section] !== undefined) return isUsed ? "pinned" : "";
  const trial = Object.entries(pins.experiments).find(([, it]) => it.section === section);
  if (trial === undefined) return isUsed ? "newest" : "";
  const { variants } = trial[1];
  const ids = Array.isArray(variants) ? variants : Object.keys(variants);
  return ids.includes(id) ? `on trial: ${trial[0]}` : "";
}

/** `specwright prompts diff A [B]`: what changes from A to B; from the built-in text to A without B. */
export async function diffPromptsCommand(
  [one, other]: readonly [string, string | undefined],
  options: JsonOption,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { texts, builtIn } = await readTexts(environment);
  const first = findText(one, texts, "the command line");
  const [from, to] =
    other === undefined
      ? [findBuiltIn(first, builtIn), first]
      : [first, findText(other, texts, "the command line")];
  const lines = diffLines(from.body, to.body);
  if (options.json) terminal.json({ from: from.id, to: to.id, lines });
  else {
    const sign = { same: " ", removed: "-", added: "+" } as const;
    terminal.result(escapeText(`--- ${from.id} (${from.origin})\n+++ ${to.id} (${to.origin})`));
    for (const { kind, text } of lines) terminal.result(escapeText(sign[kind] + text));
  }
  return "accepted";
}

function findBuiltIn(text: PromptText, builtIn: readonly PromptText[]): PromptText {
  const found = builtIn.find(({ section }) => section === text.section);
  if (found === undefined) throw new RangeError(`Cannot find a built-in text of ${text.section}`);
  return found;
}

/** `specwright prompts pin SECTION@VERSION`: that text is in use from now on. */
export async function pinPromptCommand(
  [id]: readonly [string],
  options: JsonOption,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { texts, pins } = await readTexts(environment);
  const text = findText(id, texts, "the command line");
  const { section } = text;
  // A text that cannot be used is refused before it is pinned.
  const compile = await createEngine();
  compile(text);
  const next = pins.pins[section] === id ? pins : pinText(pins, section, id);
  await environment.files.writeText(PINS_FILE, writePromptPins(next));
  tellPin(section, next, { terminal, options });
  return "accepted";
}

/** `specwright prompts rollback [SECTION]`: as before the last pin; of all sections without a name. */
export async function rollBackPromptsCommand(
  [section]: readonly [string | undefined],
  options: JsonOption,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const pins = await openPins(environment.files);
  const sections = section === undefined ? Object.keys(pins.history) : [section];
  let next = pins;
  for (const name of sections) {
    const earlier = rollBackText(next, name);
    if (earlier === undefined)
      throw new Fault("usage/invalid", `Cannot roll back "${name}": nothing was pinned there`, {
        help: `Sections with pins: ${Object.keys(pins.history).join(", ") || "none"}`,
      });
    next = earlier;
  }
  if (sections.length === 0) terminal.say("Nothing was pinned: there is nothing to roll back");
  else await environment.files.writeText(PINS_FILE, writePromptPins(next));
  for (const name of sections) tellPin(name, next, { terminal, options });
  return "accepted";
}

function tellPin(
  section: string,
  { pins }: PromptPins,
  { terminal, options }: { readonly terminal: Terminal; readonly options: JsonOption },
): void {
  const pin = pins[section];
  if (options.json) terminal.json({ section, pin: pin ?? null });
  else terminal.result(`${section}: ${pin ?? "the newest text"}`);
}

async function readTexts({ files }: Pick<CheckEnvironment, "files">): Promise<{
  readonly texts: readonly PromptText[];
  readonly builtIn: readonly PromptText[];
  readonly pins: PromptPins;
}> {
  const sources = promptTextSources(files);
  const nothing = { list: async () => [], readText: files.readText };
  const read = async (from: Parameters<typeof readPromptTexts>[0]) =>
    [...(await readPromptTexts(from)).values()].flat();
  return {
    texts: await read(sources),
    builtIn: await read({ ...sources, files: nothing }),
    pins: await openPins(files),
  };
}
