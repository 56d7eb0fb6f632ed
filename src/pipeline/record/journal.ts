/** Events ↔ lines of a journal. */

import { z } from "zod";
import { Fault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import { eventSchema } from "./event-schema.ts";

/** The journal's own version: a reader refuses what it does not know. */
const JOURNAL_VERSION = 1;

const headerSchema = z.object({ journal: z.literal(JOURNAL_VERSION), specwright: z.string() });
const lineSchema = z.object({ seq: z.int().positive(), at: z.string(), event: eventSchema });

export interface JournalHeader {
  /** Version of the specwright that wrote it. */
  readonly specwright: string;
}

export interface Journal {
  /** `undefined` when not even the first line is whole. */
  readonly header: JournalHeader | undefined;
  readonly events: readonly RunEvent[];
  /** Whether the last line was cut off; it is left out. */
  readonly isTorn: boolean;
}

/**
 * JSON has no `undefined`; `null` stands for it, and the schema turns it back. Everything beyond ASCII is escaped: a
 * file cut between the bytes of one character would not be text any more.
 */
const stringify = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) => (held === undefined ? null : held)).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The first line. */
export const encodeHeader = (header: JournalHeader): string =>
  stringify({ journal: JOURNAL_VERSION, ...header });

/** A line without its line feed; `seq` counts from 1, `at` is ISO 8601 in UTC. */
export const encodeEvent = (event: RunEvent, seq: number, at: string): string =>
  stringify({ seq, at, event });

/**
 * A journal's text → its events. What follows the last line feed was cut off, and is left out. `name` says in a
 * fault whose journal it is.
 *
 * @throws {Fault} `record/unreadable` naming the line that is broken.
 */
export function readJournal(text: string, name = "the journal"): Journal {
  const lines = text.split("\n");
  const isTorn = lines.pop() !== "";
  const [first, ...rest] = lines;
  if (first === undefined) return { header: undefined, events: [], isTorn };
  const { specwright } = decode(first, headerSchema, { name, number: 1 });
  const events = rest.map((line, at) => decode(line, lineSchema, { name, number: at + 2 }).event);
  return { header: { specwright }, events, isTorn };
}

function decode<T>(
  line: string,
  schema: z.ZodType<T>,
  { name, number }: { readonly name: string; readonly number: number },
): T {
  const refuse = (cause: unknown): Fault =>
    new Fault("record/unreadable", `Cannot read ${name}: line ${number} is broken`, {
      help: "It was changed, or written by another version; its other lines are plain JSON",
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw refuse(cause);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw refuse(result.error);
  return result.data;
}
