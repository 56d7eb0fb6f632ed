/** The slots of a file in words: where they are, what they hold, and how they are answered. */

import { readSlots, type Slot, slotLabel } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { createLineIndex, type LineIndex } from "../../std/line-index.ts";
import { nonceOf, renderMarkedBlock } from "../../std/marked-blocks.ts";

type Sha256 = (text: string) => string;

/** One line a slot: its name, what it may hold, its place, and the text that it opens with. */
export function describeSlots(
  { source, slots }: FormalSpecification,
  { formal }: Pick<LanguagePack, "formal">,
): string {
  const index = createLineIndex(source);
  const declarations = formal?.readDeclarations(source) ?? [];
  return slots
    .map((slot) => {
      const around = declarations.findLast(
        ({ start, end }) => start <= slot.start && slot.end <= end,
      );
      const owner = around === undefined ? "" : `, of ${around.kind} ${around.name}`;
      return `- ${slot.name} (${ROLES[slot.role]}): ${placeOf(slot, index)}${owner}${quote(slot, source)}`;
    })
    .join("\n");
}

const ROLES: Readonly<Record<Slot["role"], string>> = {
  helpers: "helpers, may stay empty",
  body: "a body",
  term: "a term or proof",
};

function placeOf({ start, end }: Slot, index: LineIndex): string {
  const first = index.position(start).line;
  const last = index.position(Math.max(start, end - 1)).line;
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

const LONGEST_QUOTE = 120;

function quote({ start, end }: Slot, source: string): string {
  const text = source.slice(start, end).replace(/\s+/gu, " ").trim();
  if (text === "") return "";
  return text.length > LONGEST_QUOTE ? "" : `, now \`${text}\``;
}

const PLACEHOLDERS: Readonly<Record<Slot["role"], string>> = {
  helpers: "helper declarations, or nothing",
  body: "the body",
  term: "the term or proof",
};

/** What an answer for these slots looks like, with their real marks. */
export const renderAnswerForm = (
  file: FormalSpecification,
  slots: readonly Slot[],
  sha256: Sha256,
): string => renderBlocks(file, slots, ({ role }) => PLACEHOLDERS[role], sha256);

/** The slots as a candidate has them, as the answer that would have made it; `undefined` where they are not its slots. */
export function renderSlotsOf(
  file: FormalSpecification,
  text: string,
  sha256: Sha256,
): string | undefined {
  const texts = readSlots(file, text);
  return texts && renderBlocks(file, file.slots, ({ name }) => texts.get(name) ?? "", sha256);
}

function renderBlocks(
  file: FormalSpecification,
  slots: readonly Slot[],
  textOf: (slot: Slot) => string,
  sha256: Sha256,
): string {
  const nonce = nonceOf(sha256, [file.name, file.source]);
  return slots
    .map((slot) =>
      renderMarkedBlock({ nonce, label: slotLabel(file.name, slot.name) }, textOf(slot)),
    )
    .join("\n")
    .trimEnd();
}
