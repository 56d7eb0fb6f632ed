/** What may be written in a file that is given. */

export interface Slot {
  /** Unique in its file: `vc-code`, `vc-helpers`, `body of Max`, `hole 2`. */
  readonly name: string;
  /** `helpers` may declare what the rest needs, and may stay empty; `body` belongs to one declaration; `term` stands in for one expression or proof. */
  readonly role: "helpers" | "body" | "term";
  /** UTF-16 offsets in the file: what stands there is replaced. */
  readonly start: number;
  readonly end: number;
}

/** A file with open places; everything outside its slots is frozen. */
export interface OpenFile {
  readonly source: string;
  /** In the order of the file; they do not overlap. */
  readonly slots: readonly Slot[];
}

/** What marks call a slot, `DA0035 / vc-code`: files have slots of the same names. */
export const slotLabel = (file: string, slot: string): string => `${file} / ${slot}`;

/** The file with its slots filled; a slot without a text keeps what stands there. */
export function fillSlots({ source, slots }: OpenFile, texts: ReadonlyMap<string, string>): string {
  let filled = "";
  let at = 0;
  for (const { name, start, end } of slots) {
    filled += source.slice(at, start) + (texts.get(name) ?? source.slice(start, end));
    at = end;
  }
  return filled + source.slice(at);
}

/**
 * What `text` holds in the file's slots, by name; `undefined` where frozen text differs or stands elsewhere. Where a
 * frozen part occurs more than once, its first place counts: who wrote it twice wrote into frozen text.
 */
export function readSlots(
  { source, slots }: OpenFile,
  text: string,
): ReadonlyMap<string, string> | undefined {
  const texts = new Map<string, string>();
  const [first] = slots;
  let read = first?.start ?? source.length;
  if (!text.startsWith(source.slice(0, read))) return undefined;
  for (const [index, { name, end }] of slots.entries()) {
    const next = slots[index + 1];
    const frozen = source.slice(end, next?.start ?? source.length);
    const place = next === undefined ? text.length - frozen.length : text.indexOf(frozen, read);
    if (place < read || !text.startsWith(frozen, place)) return undefined;
    texts.set(name, text.slice(read, place));
    read = place + frozen.length;
  }
  return read === text.length ? texts : undefined;
}
