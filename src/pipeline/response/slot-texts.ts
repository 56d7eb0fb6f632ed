/** The texts of slots in an answer, told apart by their marks. */

import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { Slot } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import { type MarkedBlock, nonceOf, readMarkedBlocks } from "../../std/marked-blocks.ts";
import { findOmission } from "./find-omission.ts";
import { type ResponseCode, responseDiagnostic } from "./response-diagnostic.ts";

export interface SlotTexts {
  /** As they go into the file, by slot. */
  readonly texts: ReadonlyMap<string, string>;
  /** Why slots that have a block are not among them, by slot. */
  readonly refused: ReadonlyMap<string, string>;
  /** What was taken although it was not as it was asked for; nothing of it is an error. */
  readonly notes: readonly Diagnostic[];
  /** Whether the answer holds a block of this file at all. */
  readonly isMarked: boolean;
}

/**
 * Blocks that carry this file's nonce, by the slot that their label names. Of several for one slot the last whole one
 * counts. A block without its end may be cut: it is never taken.
 */
export function readSlotTexts(
  answer: string,
  file: FormalSpecification,
  sha256: (text: string) => string,
): SlotTexts {
  const nonce = nonceOf(sha256, [file.name, file.source]);
  const blocks = readMarkedBlocks(answer);
  const ours = blocks.filter((block) => block.nonce === nonce);
  const notes = [...tellForeign(blocks.length - ours.length), ...tellUnasked(ours, file.slots)];
  const texts = new Map<string, string>();
  const refused = new Map<string, string>();
  for (const slot of file.slots) {
    const mine = ours.filter(({ label }) => findSlot(label, file.slots) === slot);
    const whole = mine.filter(({ isClosed }) => isClosed);
    const last = whole.at(-1);
    if (last === undefined) {
      if (mine.length > 0) refused.set(slot.name, "is cut off: its closing mark is missing");
      continue;
    }
    const taken = toSlotText(last.text, file.source, slot);
    if ("text" in taken) texts.set(slot.name, taken.text);
    else refused.set(slot.name, taken.why);
    if (mine.length > 1) notes.push(tellDoubled(slot, last));
  }
  return { texts, refused, notes, isMarked: ours.length > 0 };
}

/**
 * The slot that a label names: by its whole label, or without the parts before the slot's own name. Case does not count
 * where that leaves no doubt.
 */
function findSlot(label: string, slots: readonly Slot[]): Slot | undefined {
  const [exact] = namedBy(label, slots, oneLine);
  if (exact !== undefined) return exact;
  const [near, other] = namedBy(label, slots, (text) => oneLine(text).toLowerCase());
  return near?.name.length === other?.name.length ? undefined : near;
}

/** Longest names first: a slot called `b` must not take what is for one called `a / b`. */
function namedBy(
  label: string,
  slots: readonly Slot[],
  read: (text: string) => string,
): readonly Slot[] {
  const wanted = read(label);
  const isNamed = ({ name }: Slot): boolean =>
    wanted === read(name) || wanted.endsWith(`/ ${read(name)}`);
  return slots.filter(isNamed).toSorted((one, other) => other.name.length - one.name.length);
}

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

export type TakenText = { readonly text: string } | { readonly why: string };

/** A text as it goes into a slot: with the file's line ends, and no line end where the slot ends inside a line. */
export function toSlotText(answered: string, source: string, slot: Slot): TakenText {
  const lineEnd = source.includes("\r\n") ? "\r\n" : "\n";
  const text = answered.replace(/^\uFEFF/u, "").replaceAll(/\r\n?|\n/gu, lineEnd);
  if (text.includes("\0")) return { why: "holds a NUL character" };
  const omission = findOmission(text);
  if (omission !== undefined) return { why: `leaves code out: "${omission}"` };
  if (text.trim() === "") return slot.role === "helpers" ? { text: "" } : { why: "is empty" };
  return {
    text: isWholeLines(source, slot) ? endWith(text, lineEnd) : fitInto(text, source, slot),
  };
}

/** Whether the slot ends where a line begins, as regions between marker lines do. */
const isWholeLines = (source: string, { end }: Slot): boolean =>
  end === 0 || source[end - 1] === "\n";

const endWith = (text: string, lineEnd: string): string =>
  text.endsWith(lineEnd) ? text : `${text}${lineEnd}`;

/** Inside a line: what stands before an empty slot may be a comment, which must not swallow the text. */
function fitInto(text: string, source: string, { start, end }: Slot): string {
  const bare = text.replace(/(?:\r?\n)+$/u, "");
  const isAfterText = start === end && start > 0 && /\S/u.test(source.charAt(start - 1));
  return isAfterText ? `\n${bare}` : bare;
}

const note = (code: ResponseCode, message: string, quote: string): Diagnostic =>
  responseDiagnostic(code, message, {
    help: "Answer with each slot once, between its own marks",
    quote,
    severity: "information",
  });

const tellDoubled = ({ name }: Slot, { text }: MarkedBlock): Diagnostic =>
  note(
    "response/doubled-slot",
    `The slot "${name}" is answered more than once: the last whole text counts`,
    text,
  );

const tellForeign = (count: number): Diagnostic[] =>
  count === 0
    ? []
    : [
        note(
          "response/foreign-block",
          count === 1
            ? "A block carries marks that are not this file's: it does not count"
            : `${count} blocks carry marks that are not this file's: they do not count`,
          "",
        ),
      ];

const tellUnasked = (blocks: readonly MarkedBlock[], slots: readonly Slot[]): Diagnostic[] =>
  blocks
    .filter(({ label }) => findSlot(label, slots) === undefined)
    .map(({ label, text }) =>
      note("response/foreign-block", `A block is for "${label}", which is no slot`, text),
    );
