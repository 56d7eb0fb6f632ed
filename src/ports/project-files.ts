/** The files of the user's project, as far as they are the user's: what git ignores and what was vendored is left out. */

/** A file that is worth reading. */
export interface ProjectSource {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Wall time in ms. */
  readonly modifiedMs: number;
}

export interface SkippedPath {
  readonly path: string;
  readonly reason: string;
}

export interface ProjectListing {
  readonly sources: readonly ProjectSource[];
  /** Paths of all other files, which nobody reads. */
  readonly others: readonly string[];
  /** Folders end with `/`. What git ignores is not among them. */
  readonly skipped: readonly SkippedPath[];
  /** There were more files than anybody wants to look at; the rest was left out. */
  readonly isCut: boolean;
}

/** A file's text, or why it has none. */
export type ReadSource =
  | { readonly text: string; readonly refusal: undefined }
  | { readonly text: undefined; readonly refusal: string };

export interface ProjectFiles {
  /**
   * Walks the project without following a symbolic link, nearest folders first.
   *
   * @throws `options.signal.reason` when aborted.
   */
  list(options: {
    /** Extensions of the files to read, with their dot. */
    readonly extensions: ReadonlySet<string>;
    readonly signal: AbortSignal | undefined;
  }): Promise<ProjectListing>;
  /** Never throws: what cannot be read any more has a refusal. */
  read(path: string): Promise<ReadSource>;
}
