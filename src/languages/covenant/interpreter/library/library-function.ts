import type { Meter } from "../meter.ts";
import type { Value } from "../values/value.ts";
import type { MemoryFiles } from "./memory-files.ts";

/** What library functions may touch. */
export interface LibraryContext {
  readonly meter: Meter;
  readonly files: MemoryFiles;
}

/** A library function on its arguments, in the order of its parameters; up to three of them. */
export type LibraryBody = (one: Value, two: Value, three: Value, context: LibraryContext) => Value;

/** Library functions by their full name. */
export type LibraryBodies = Readonly<Record<string, LibraryBody>>;
