/** A file's name and what is in it. */
export interface SourceText {
  /** Relative to the project, with `/` between the parts. */
  readonly path: string;
  readonly text: string;
}
