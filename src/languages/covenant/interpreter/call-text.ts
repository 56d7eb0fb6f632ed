/** Reads the text of a call and of its result: JSON in which variants may be written as Covenant writes them. */

import type { CallOutcome } from "../../../domain/behaviour.ts";
import type { JsonRecord, JsonValue } from "../../../domain/json.ts";

export interface CallText {
  readonly name: string;
  readonly args: JsonRecord;
}

/** The text is no call or no value. */
export class UnreadableText extends Error {
  /** UTF-16 offset of what was not expected. */
  readonly offset: number;

  constructor(expected: string, offset: number) {
    super(`Cannot read the example: ${expected} is expected`);
    this.offset = offset;
  }
}

/** Deeper values are refused. */
const MAX_NESTING = 64;

const BLANK = /\s*/y;
const NAME = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;
const VARIANT = /[A-Za-z_][\w.]*::[A-Za-z_]\w*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const WORD = /(?:true|false|null|none)\b/y;
const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["none", null],
]);

interface Reader {
  /** Takes what the pattern matches, with the blanks before it. */
  take(pattern: RegExp): string | undefined;
  takeMark(mark: string): boolean;
  /** @throws {UnreadableText} */
  stop(expected: string): never;
}

function createReader(text: string): Reader {
  let at = 0;
  const match = (pattern: RegExp, from: number): string | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0];
  };
  const skipBlanks = (): void => {
    at += match(BLANK, at)?.length ?? 0;
  };
  return {
    take(pattern) {
      skipBlanks();
      const found = match(pattern, at);
      at += found?.length ?? 0;
      return found;
    },
    takeMark(mark) {
      skipBlanks();
      const isThere = text.startsWith(mark, at);
      if (isThere) at += mark.length;
      return isThere;
    },
    stop(expected) {
      throw new UnreadableText(expected, at);
    },
  };
}

const END = /$/y;

/** @throws {UnreadableText} */
export function parseCallText(text: string): CallText {
  const reader = createReader(text);
  const name = reader.take(NAME) ?? reader.stop("a function's name");
  if (!reader.takeMark("(")) reader.stop('"("');
  const args = readArguments(reader, 0);
  if (reader.take(END) === undefined) reader.stop("the end");
  return { name, args };
}

/** @throws {UnreadableText} */
export function parseOutcomeText(text: string): CallOutcome {
  const reader = createReader(text);
  const kind = reader.take(/raises\b/y) === undefined ? "returns" : "raises";
  const value = readValue(reader, 0);
  if (reader.take(END) === undefined) reader.stop("the end");
  return { kind, value };
}

/** `name=value, …)`: what follows an opening parenthesis. */
function readArguments(reader: Reader, nesting: number): JsonRecord {
  const args = new Map<string, JsonValue>();
  if (reader.takeMark(")")) return {};
  do {
    const name = reader.take(NAME) ?? reader.stop("an argument's name");
    if (args.has(name)) reader.stop(`"${name}" only once`);
    if (!reader.takeMark("=")) reader.stop('"="');
    args.set(name, readValue(reader, nesting + 1));
  } while (reader.takeMark(","));
  if (!reader.takeMark(")")) reader.stop('"," or ")"');
  return Object.fromEntries(args);
}

function readValue(reader: Reader, nesting: number): JsonValue {
  if (nesting > MAX_NESTING) reader.stop("less nesting");
  const text = reader.take(STRING);
  if (text !== undefined) return readString(reader, text);
  const number = reader.take(NUMBER);
  if (number !== undefined) return readNumber(number);
  const variant = reader.take(VARIANT);
  if (variant !== undefined)
    return { $variant: variant, ...(reader.takeMark("(") ? readArguments(reader, nesting) : {}) };
  const word = reader.take(WORD);
  if (word !== undefined) return WORDS.get(word) ?? null;
  if (reader.takeMark("[")) return readList(reader, nesting);
  if (reader.takeMark("{")) return readRecord(reader, nesting);
  return reader.stop("a value");
}

function readString(reader: Reader, text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return reader.stop("a JSON string");
  }
}

/** Whole numbers beyond what a JavaScript number keeps exact stay as they are written. */
function readNumber(written: string): JsonValue {
  const number = Number(written);
  return /^-?\d+$/.test(written) && !Number.isSafeInteger(number) ? { $int: written } : number;
}

function readList(reader: Reader, nesting: number): readonly JsonValue[] {
  const items: JsonValue[] = [];
  if (reader.takeMark("]")) return items;
  do items.push(readValue(reader, nesting + 1));
  while (reader.takeMark(","));
  if (!reader.takeMark("]")) reader.stop('"," or "]"');
  return items;
}

function readRecord(reader: Reader, nesting: number): JsonRecord {
  const entries = new Map<string, JsonValue>();
  if (reader.takeMark("}")) return {};
  do {
    const key = readString(reader, reader.take(STRING) ?? reader.stop("a key in quotes"));
    if (!reader.takeMark(":")) reader.stop('":"');
    entries.set(key, readValue(reader, nesting + 1));
  } while (reader.takeMark(","));
  if (!reader.takeMark("}")) reader.stop('"," or "}"');
  return Object.fromEntries(entries);
}
