/** Pieces of what other tools write, read strictly where we count with them. */

import { z } from "zod";
import { Fault } from "../../domain/fault.ts";

/** More of anything is a mistake, and sums of more are no longer exact. */
const MOST = 1_000_000_000_000;

/** Tokens, calls: null where a tool does not know. */
export const tokens = z
  .int()
  .nonnegative()
  .max(MOST)
  .nullish()
  .transform((value) => value ?? 0);

/** More than that, sums in nano-dollars are no longer exact. */
const MOST_USD = 100_000;
export const usd = z
  .number()
  .nonnegative()
  .max(MOST_USD)
  .nullish()
  .transform((value) => value ?? undefined);

/** From 1. */
export const epochNumber = z.int().positive().max(1_000_000);

/** A year: more is no duration of a sample. */
const MOST_MS = 366 * 24 * 3_600_000;
export const durationMs = z.number().nonnegative().max(MOST_MS);

/** An empty one says nothing. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === "" ? undefined : value));

export const metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});

/** Reads a value of a file, or says what is wrong with it. @throws {Fault} `source/unreadable` */
export function readForeign<T>(
  value: unknown,
  schema: z.ZodType<T>,
  { file, what }: { readonly file: string; readonly what: string },
): T {
  return orFault(() => schema.parse(value), { file, what });
}

/** A schema's refusal as a fault that names the place. */
export function orFault<T>(
  read: () => T,
  { file, what }: { readonly file: string; readonly what: string },
): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const [issue] = cause.issues;
    const place = issue === undefined || issue.path.length === 0 ? "" : `, ${issue.path.join(".")}`;
    throw new Fault(
      "source/unreadable",
      `Cannot import "${file}": ${what}${place}: ${issue?.message ?? "it is wrong"}`,
      { help: "It was changed, or written by a version that is not known here", cause },
    );
  }
}

/** A time as ISO 8601 in UTC; `undefined` for what is none. */
export function toIsoTime(value: string | undefined): string | undefined {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** How often something was met that could not be taken over as it is. */
export interface Notes {
  count(note: string): void;
  list(): readonly string[];
}

export function createNotes(): Notes {
  const counts = new Map<string, number>();
  return {
    count: (note) => void counts.set(note, (counts.get(note) ?? 0) + 1),
    list: () => [...counts].map(([note, count]) => `${note} (${count})`),
  };
}
