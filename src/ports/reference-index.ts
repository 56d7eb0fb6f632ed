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
  }): Promise<IndexReport>;
  /** Pieces like what is asked for, best first, from the index as it stands; refreshes it where that was never done. */
  find(query: ReferenceQuery): Promise<readonly Reference[]>;
  /** Folders and files of the project as a tree of at most `maxLines` lines, the ones near `path` first. */
  renderStructure(path: string, options: { readonly maxLines: number }): Promise<string>;
  [Symbol.dispose](): void;
}
