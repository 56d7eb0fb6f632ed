/** Alone in a file: the command line names them all before it loads any. */
export const FORMAT_NAMES = [
  "csv",
  "junit",
  "sarif",
  "jsonl",
  "markdown",
  "promptfoo",
  "inspect",
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

/** Those that are read as well as written. */
export const IMPORT_FORMATS = ["promptfoo", "inspect"] as const satisfies readonly FormatName[];
