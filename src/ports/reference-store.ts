/** Where the pieces of the user's repository are kept, with the words they are found by. */

import type { FileOutline, Unit } from "../domain/reference.ts";

/** What is known of a file of the project. */
export interface IndexedFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  /** With its dot; empty for a file that nobody reads. */
  readonly extension: string;
  readonly bytes: number;
  /** Wall time in ms; 0 where the file may have been changed since without another time. */
  readonly modifiedMs: number;
  /** SHA-256 of its text; empty where there is none. */
  readonly hash: string;
  /** Why it has no outline; `undefined` for one that has. */
  readonly refusal: string | undefined;
}

/** A file, with its outline where that was made anew; `undefined` keeps the one it has. */
export interface FileChange {
  readonly file: IndexedFile;
  readonly outline: FileOutline | undefined;
}

export interface FoundUnit {
  readonly unit: Unit;
  readonly path: string;
  /** Of the file whose outline it is from. */
  readonly hash: string;
  /** Modules that its file imports. */
  readonly imports: readonly string[];
  /** How well its words fit: Okapi BM25, above 0. */
  readonly rank: number;
}

/** Several processes may use it at once. It is made at its first use. */
export interface ReferenceStore extends Disposable {
  /** Grows when the store was broken and an empty one took its place. */
  readonly generation: number;
  files(): readonly IndexedFile[];
  /** All changes or none. */
  put(changes: readonly FileChange[]): void;
  remove(paths: readonly string[]): void;
  count(): { readonly files: number; readonly units: number };
  /**
   * How many units hold each of these words, of how many in all; words that none holds are left out. About right: what
   * other processes put meanwhile may be missing.
   */
  countHolders(words: readonly string[]): {
    readonly units: number;
    readonly holders: ReadonlyMap<string, number>;
  };
  /** Units that hold any of the words, in files of these extensions, best first. */
  search(
    words: readonly string[],
    options: { readonly extensions: readonly string[]; readonly limit: number },
  ): readonly FoundUnit[];
  /** What was repaired or done without since the last call, in words for the user. */
  takeNotes(): readonly string[];
}
