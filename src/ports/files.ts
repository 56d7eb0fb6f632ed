/** The file system, for text. Paths are absolute or relative to the project's root. */
export interface Files {
  /** Absolute path of the project's root. */
  readonly root: string;
  /**
   * The file's text, decoded as strict UTF-8 without a byte order mark.
   *
   * @throws {Fault} `source/missing`, or `source/unreadable` when it is too large, a folder, or not text.
   */
  readText(path: string, options?: { readonly maxBytes?: number | undefined }): Promise<string>;
  exists(path: string): Promise<boolean>;
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /**
   * Replaces the file whole: a temporary file beside it, flushed, then renamed. Folders are made.
   *
   * @throws {Fault} `storage/full` or `storage/unwritable`; nothing is left half-written.
   */
  writeText(path: string, text: string): Promise<void>;
  /** Opens a file for appending; folders are made. A torn last line is cut off first. */
  openAppend(path: string): Promise<AppendFile>;
  /**
   * A lock that ends with its disposal or with the process; `undefined` where somebody else holds it.
   *
   * @throws {Fault} `storage/*`
   */
  lock(path: string): Promise<Disposable | undefined>;
  remove(path: string): Promise<void>;
}

export interface AppendFile extends AsyncDisposable {
  /** Writes one line, or several at once, each with its line feed; with `flush`, they are on the disk when this resolves. */
  append(lines: string | readonly string[], options: { readonly flush: boolean }): Promise<void>;
}
