import type { BatchItem } from "../../domain/batch.ts";
import { type Slot, slotLabel } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import { fenceData } from "../../std/fence-data.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { openingMark } from "../../std/marked-blocks.ts";

export interface ItemNonces {
  /** Of the fences around data. */
  readonly data: string;
  /** Of this item's marks. */
  readonly item: string;
}

/** One item as a call for many shows it: its text to the byte, and where its slots are. */
export function renderItem({ id, specification }: BatchItem, { data, item }: ItemNonces): string {
  const wish = describeWish(specification);
  return [
    ...(wish === "" ? [] : [fenceData(wish, { origin: `wish:${id}`, nonce: data })]),
    fenceData(specification.source, { origin: `file:${id}`, nonce: data }),
    renderSlots({ id, specification }, item),
  ].join("\n");
}

/** Where each slot lies, and the mark that opens its answer. */
export function renderSlots({ id, specification }: BatchItem, nonce: string): string {
  const lines = createLineIndex(specification.source);
  return specification.slots
    .map((slot) => `${placeOf(slot, lines)}:\n${openingMark(nonce, slotLabel(id, slot.name))}`)
    .join("\n");
}

/** What is asked besides the file's own text; empty where that says it all. */
export function describeWish({ source, text, requirements }: FormalSpecification): string {
  const words = text.trim();
  return [
    ...(words === "" || source.includes(words) ? [] : [words]),
    ...requirements.filter((line) => !source.includes(line)).map((line) => `- ${line}`),
  ].join("\n");
}

const WHAT = {
  helpers: "helpers, may stay empty",
  body: "a body",
  term: "a term or proof",
} as const satisfies Record<Slot["role"], string>;

function placeOf({ role, start, end }: Slot, lines: ReturnType<typeof createLineIndex>): string {
  const [from, to] = [lines.position(start), lines.position(end)];
  if (start === end) return `- at line ${from.line}, ${WHAT[role]}`;
  // Where it ends at the beginning of a line, that line is not part of it.
  const last = to.column === 1 ? to.line - 1 : to.line;
  const place = last === from.line ? `line ${last}` : `lines ${from.line} to ${last}`;
  return `- ${place}, ${WHAT[role]}`;
}
