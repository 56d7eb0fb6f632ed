/** The user's repository, by its pieces. */

import type { Reference, Unit } from "../domain/reference.ts";

export interface ReferenceQuery {
  /** Id of a language pack: only its files are looked at. */
  readonly language: string;
  /** The wish in words. */
  readonly text: string;
  readonly signature: string | undefined;
  /** Looked for first. @default any kind */
  readonly kind?: Unit["kind"] | undefined;
  readonly imports?: readonly string[] | undefined;
  readonly calls?: readonly string[] | undefined;
  /** Paths that are shown already, or will be written. */
  readonly without: readonly string[];
  /** @default 3 */
  readonly count?: number | undefined;
}

export interface IndexProgress {
  readonly done: number;
  readonly total: number;
}

export interface IndexReport {
  readonly files: number;
  readonly units: number;
  /** Read anew because they are new or changed. */
  readonly changed: number;
  readonly removed: number;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly timeMs: number;
  /** Files that were not read yet, because the time was over. */
  readonly left: number;
  /** What was repaired, cut or left for the next time, in words for the user. */
  readonly notes: readonly string[];
}

export interface ReferenceIndex {
  /**
   * Brings the index up to date with the files; one refresh of a process serves all that ask while it runs.
   *
   * @throws `signal.reason` when aborted; what was read until then is kept.
   */
  refresh(options?: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
    /** After it no further file is read; what was read is kept, and `notes` says what is left. @default no limit */
    readonly timeLimitMs?: number | undefined;
  }): Promise<IndexReport>;
  /**
   * Pieces like what is asked for, best first, from the index as it stands; refreshes it first, for a minute at most,
   * where this process never did.
   */
  find(query: ReferenceQuery): Promise<readonly Reference[]>;
  /**
   * Whether `find` answers at once and from all files: there is an index, or the project is small. Where there is not, a
   * few seconds are spent on it, so that it will be there after some calls. @default it does
   */
  isAtHand?(): Promise<boolean>;
  /** Folders and files of the project as a tree of at most `maxLines` lines, the ones near `path` first. */
  renderStructure(path: string, options: { readonly maxLines: number }): Promise<string>;
  [Symbol.dispose](): void;
}
