/** A file that is written piece by piece and appears whole, or not at all. */

export interface SealedText {
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

/** Disposing of what was not committed leaves nothing behind. */
export interface TextOutput extends AsyncDisposable {
  /** @throws {Fault} `storage/*` */
  write(text: string): Promise<void>;
  /** Ends the writing: all of it is on the disk when this resolves, under another name still. */
  seal(): Promise<SealedText>;
  /** Puts what was sealed into its place. */
  commit(): Promise<void>;
}
