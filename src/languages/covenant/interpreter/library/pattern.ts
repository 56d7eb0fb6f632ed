/** Regular expressions with a time limit: one that backtracks without end must not hold the process. */

import { createContext, Script } from "node:vm";
import { LimitReached } from "../limits.ts";
import type { Meter } from "../meter.ts";
import { runtimeError } from "../raised.ts";

/** One match, and where it stands in UTF-16 units. */
export interface Match {
  readonly text: string;
  /** `null` for a group that took no part. */
  readonly groups: readonly (string | null)[];
  readonly start: number;
}

interface Request {
  readonly pattern: string;
  readonly flags: string;
  readonly input: string;
  readonly atMost: number;
}

/** The only way in is `request`, the only way out is `response`. */
const room: { request: Request | undefined; response: string } = {
  request: undefined,
  response: "[]",
};

const FIND_MATCHES = new Script(`{
  const { pattern, flags, input, atMost } = request;
  const found = [];
  for (const match of input.matchAll(new RegExp(pattern, flags))) {
    found.push({ text: match[0], groups: match.slice(1), start: match.index });
    if (found.length >= atMost) break;
  }
  response = JSON.stringify(found);
}`);

function flagsOf(pattern: string): string {
  for (const flags of ["gu", "g"]) {
    try {
      return new RegExp(pattern, flags).flags;
    } catch {
      // Without "u" more is allowed, such as a needless backslash.
    }
  }
  throw runtimeError(`Cannot use ${JSON.stringify(pattern)}: it is no regular expression`);
}

/** The first matches, `atMost` of them, of a regular expression of JavaScript's kind. */
export function findMatches(
  pattern: string,
  input: string,
  meter: Meter,
  atMost: number = Number.MAX_SAFE_INTEGER,
): readonly Match[] {
  meter.spend(20);
  meter.spendUnits(pattern.length + input.length);
  room.request = { pattern, flags: flagsOf(pattern), input, atMost };
  try {
    FIND_MATCHES.runInContext(createContext(room), { timeout: meter.limits.patternMs });
  } catch (error) {
    if (isTimeout(error)) throw new LimitReached("patternMs");
    throw error;
  }
  const matches = JSON.parse(room.response) as readonly Match[];
  meter.spend(matches.length);
  return matches;
}

/** The error is of the room's own realm, so it is no `Error` of ours. */
const isTimeout = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
