/** Conversations ↔ lines of their file. */

import { z } from "zod";
import type { Conversation, Turn } from "../domain/conversation.ts";
import { Fault } from "../domain/fault.ts";
import { toJsonLine } from "../std/json-line.ts";

/** The file's own version: a reader refuses what it does not know. */
const VERSION = 1;

/** JSON has no `undefined`: a line says `null`. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform((value) => value ?? undefined);
const count = z.int().nonnegative();

const headerSchema = z.strictObject({
  conversation: z.literal(VERSION),
  id: z.string(),
  title: z.string(),
  startedAt: z.iso.datetime(),
});

const turnSchema = z.strictObject({
  id: z.string().min(1),
  parent: maybe(z.string()),
  role: z.enum(["system", "user", "assistant"]),
  text: z.string(),
  isPinned: z.boolean(),
  replaces: z.array(z.string()),
  at: z.iso.datetime(),
  model: maybe(z.string()),
  usage: maybe(
    z.strictObject({
      input: count,
      output: count,
      cached: count,
      cacheWritten: count,
      reasoning: count,
    }),
  ),
});

const lineSchema = z.union([
  z.strictObject({ turn: turnSchema }),
  z.strictObject({ head: z.string() }),
]);

/** The first line. */
export const encodeHeader = ({
  id,
  title,
  startedAt,
}: Pick<Conversation, "id" | "title" | "startedAt">): string =>
  toJsonLine({ conversation: VERSION, id, title, startedAt });

export const encodeTurn = (turn: Turn): string => toJsonLine({ turn });

/** Says after which turn one goes on. */
export const encodeHead = (head: string): string => toJsonLine({ head });

/**
 * A file's text → its conversation. What follows the last line feed was cut off, and is left out.
 *
 * @throws {Fault} `conversation/unreadable` naming the line that is broken.
 */
export function readConversation(text: string, id: string): Conversation {
  const [first, ...rest] = text.split("\n").slice(0, -1);
  if (first === undefined) throw unreadable(id, "not even its first line is whole");
  const header = decode(first, headerSchema, { id, number: 1 });
  if (header.id !== id) throw unreadable(id, `its first line says it is "${header.id}"`);
  const turns = new Map<string, Turn>();
  let head: string | undefined;
  for (const [at, line] of rest.entries()) {
    const place = { id, number: at + 2 };
    const read = decode(line, lineSchema, place);
    if ("turn" in read) refuseMisplaced(read.turn, turns, place);
    else if (!turns.has(read.head)) throw broken(place, `there is no turn "${read.head}"`);
    if ("turn" in read) turns.set(read.turn.id, read.turn);
    head = "turn" in read ? read.turn.id : read.head;
  }
  const { title, startedAt } = header;
  return { id, title, startedAt, turns: [...turns.values()], head };
}

interface Place {
  readonly id: string;
  readonly number: number;
}

/** Every turn stands after those that it speaks of, once. */
function refuseMisplaced(turn: Turn, earlier: ReadonlyMap<string, Turn>, place: Place): void {
  if (earlier.has(turn.id)) throw broken(place, `turn "${turn.id}" is there twice`);
  const missing = [turn.parent, ...turn.replaces].find(
    (id) => id !== undefined && !earlier.has(id),
  );
  if (missing !== undefined) throw broken(place, `there is no turn "${missing}" before it`);
}

function decode<T>(line: string, schema: z.ZodType<T>, place: Place): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw broken(place, "it is no JSON", cause);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw broken(place, "it is not what a conversation holds", result.error);
}

const broken = ({ id, number }: Place, why: string, cause?: unknown): Fault =>
  unreadable(id, `line ${number} is broken, ${why}`, cause);

const unreadable = (id: string, why: string, cause?: unknown): Fault =>
  new Fault("conversation/unreadable", `Cannot read conversation "${id}": ${why}`, {
    help: `It was changed, or written by another version. Take it away with: specwright conversations remove ${id}`,
    cause,
  });
