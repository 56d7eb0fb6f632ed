import { runtimeError } from "../raised.ts";
import type { Value } from "../values/value.ts";
import { FILE_FUNCTIONS } from "./file-functions.ts";
import type { LibraryBodies, LibraryBody, LibraryContext } from "./library-function.ts";
import { LIST_FUNCTIONS } from "./list-functions.ts";
import { PATH_FUNCTIONS } from "./path-functions.ts";
import { PATTERN_FUNCTIONS } from "./pattern-functions.ts";
import { TEXT_FUNCTIONS } from "./text-functions.ts";

/** Nothing is printed: that the call was made is on record. */
const print: LibraryBody = () => null;

const CONSOLE_FUNCTIONS: LibraryBodies = {
  "console.println": print,
  "console.print": print,
  "console.error": print,
  "console.info": print,
  "console.debug": print,
  "console.warn": print,
};

const BY_ID: ReadonlyMap<string, LibraryBody> = new Map(
  [
    CONSOLE_FUNCTIONS,
    FILE_FUNCTIONS,
    PATH_FUNCTIONS,
    PATTERN_FUNCTIONS,
    TEXT_FUNCTIONS,
    LIST_FUNCTIONS,
  ].flatMap((bodies) => Object.entries(bodies)),
);

/**
 * What the library function `id` gives for arguments in the order of its parameters.
 *
 * @throws {Raised} a run-time error when they do not fit.
 */
export function callLibrary(
  id: string,
  [one = null, two = null, three = null]: readonly Value[],
  context: LibraryContext,
): Value {
  const body = BY_ID.get(id);
  if (body === undefined)
    throw runtimeError(`Cannot call "${id}": the library has no such function`);
  return context.meter.admit(body(one, two, three, context));
}
