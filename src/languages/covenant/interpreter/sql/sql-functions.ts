/** Functions of SQL that SQLite lacks, or that would look at the world outside: its clock and its dice. */

import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { findMatches } from "../library/pattern.ts";
import type { Meter } from "../meter.ts";
import { databaseError } from "../raised.ts";
import { SQL_NOW } from "./translate-words.ts";

/** SQLite's functions of time, and where among their arguments the instants stand. */
const TIME_FUNCTIONS: Readonly<Record<string, readonly [number, ...number[]]>> = {
  date: [0],
  time: [0],
  datetime: [0],
  julianday: [0],
  unixepoch: [0],
  strftime: [1],
  timediff: [0, 1],
};

type SqlFunction = (...args: SQLOutputValue[]) => SQLInputValue;

/** Registers them in a database. `isIlike` says whether `REGEXP` stands for `ILIKE`. */
export function addFunctions(
  database: DatabaseSync,
  meter: Meter,
  { isIlike }: { readonly isIlike: boolean },
): void {
  const add = (name: string, body: SqlFunction): void =>
    database.function(name, { varargs: true, useBigIntArguments: true }, refusing(name, body));
  for (const [name, at] of Object.entries(TIME_FUNCTIONS)) add(name, atFixedTime(name, at));
  for (const [name, body] of Object.entries(PLAIN_FUNCTIONS)) add(name, ofSome(body));
  add(
    "regexp",
    ofSome((pattern, text) => matches(String(pattern), String(text), isIlike, meter)),
  );
  let dice = 0n;
  add("random", () => {
    dice = BigInt.asIntN(64, dice * 6364136223846793005n + 1442695040888963407n);
    return dice;
  });
  add(
    "randomblob",
    ofSome((size) => new Uint8Array(Math.min(Number(size), 1_000))),
  );
}

/** A function that cannot use its arguments is the statement's mistake, not ours. */
const refusing =
  (name: string, body: SqlFunction): SqlFunction =>
  (...args) => {
    try {
      return body(...args);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      throw databaseError(`SQL failed: cannot apply ${name.toUpperCase()}: ${error.message}`);
    }
  };

/** A function that gives NULL as soon as an argument is NULL. */
const ofSome =
  (body: SqlFunction): SqlFunction =>
  (...args) =>
    args.includes(null) ? null : body(...args);

/** A database that has SQLite's own functions of time. */
let clock: DatabaseSync | undefined;

/** All that SQLite takes for the present where it stands for an instant. */
const PRESENT = /^\s*(?:now|subsec|subsecond)\s*$/i;
/** Modifiers that ask the machine for its zone; every time here is UTC. */
const ZONES = /^\s*(?:localtime|utc)\s*$/i;

/** SQLite's own function with our clock in place of the machine's. */
function atFixedTime(name: string, instants: readonly [number, ...number[]]): SqlFunction {
  return (...args) => {
    const given = args.length > instants[0] ? args : [...args, "now"];
    const fixed = given
      .map((arg, index) =>
        typeof arg === "string" && instants.includes(index) && PRESENT.test(arg) ? SQL_NOW : arg,
      )
      .filter((arg) => typeof arg !== "string" || !ZONES.test(arg));
    clock ??= new DatabaseSync(":memory:", { readBigInts: true });
    const marks = fixed.map(() => "?").join(", ");
    return clock.prepare(`SELECT ${name}(${marks}) AS result`).get(...fixed)?.["result"] ?? null;
  };
}

/** LIKE without regard to case, or a regular expression. */
function matches(pattern: string, text: string, isIlike: boolean, meter: Meter): bigint {
  const source = isIlike ? `^${[...pattern.toLowerCase()].map(patternOfLike).join("")}$` : pattern;
  const subject = isIlike ? text.toLowerCase() : text;
  return findMatches(source, subject, meter, 1).length > 0 ? 1n : 0n;
}

const patternOfLike = (character: string): string =>
  character === "%" ? "[^]*" : character === "_" ? "[^]" : escapeForPattern(character);

const escapeForPattern = (character: string): string =>
  /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\u${hexOf(character)}` : character;

const hexOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, "0");

const isLess = (left: SQLOutputValue, right: SQLOutputValue): boolean => (left ?? 0) < (right ?? 0);

const least = (args: readonly SQLOutputValue[]): SQLInputValue =>
  args.reduce((left, right) => (isLess(right, left) ? right : left));

const greatest = (args: readonly SQLOutputValue[]): SQLInputValue =>
  args.reduce((left, right) => (isLess(left, right) ? right : left));

/** Number of a part of an ISO text, by the start and end of its digits. */
const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  year: [0, 4],
  month: [5, 7],
  day: [8, 10],
  hour: [11, 13],
  minute: [14, 16],
  second: [17, 19],
};

const partOf = (unit: SQLOutputValue, instant: SQLOutputValue): SQLInputValue => {
  const range = PARTS[String(unit).toLowerCase()];
  if (range === undefined) throw new TypeError(`no such part of a time: ${unit}`);
  return BigInt(Number(String(instant).slice(...range)));
};

/** The instant with all smaller parts at their beginning. */
const truncated = (unit: SQLOutputValue, instant: SQLOutputValue): SQLInputValue => {
  const end = PARTS[String(unit).toLowerCase()]?.[1];
  if (end === undefined) throw new TypeError(`no such part of a time: ${unit}`);
  return `${String(instant).slice(0, end)}${"0000-01-01T00:00:00Z".slice(end)}`;
};

const PLAIN_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  least: (...args) => least(args),
  greatest: (...args) => greatest(args),
  left: (text, count) => [...String(text)].slice(0, Number(count)).join(""),
  right: (text, count) => [...String(text)].slice(-Number(count) || Infinity).join(""),
  char_length: (text) => BigInt([...String(text)].length),
  year: (instant) => partOf("year", instant ?? null),
  month: (instant) => partOf("month", instant ?? null),
  day: (instant) => partOf("day", instant ?? null),
  date_part: (unit, instant) => partOf(unit ?? null, instant ?? null),
  date_trunc: (unit, instant) => truncated(unit ?? null, instant ?? null),
};
