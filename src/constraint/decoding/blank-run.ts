/** The blanks that a text ends with: grammars leave them free, and small models fall into them. */
export interface BlankRun {
  readonly lines: number;
  /** Blanks since the last line break. */
  readonly blanks: number;
}

export const NO_BLANKS: BlankRun = { lines: 0, blanks: 0 };

/** Two empty lines end three of them. */
const MOST_LINE_BREAKS = 3;
/** Deeper than lines are indented. */
const MOST_BLANKS = 40;

export const isTooBlank = ({ lines, blanks }: BlankRun): boolean =>
  lines > MOST_LINE_BREAKS || blanks > MOST_BLANKS;

export function addToRun(run: BlankRun, text: string): BlankRun {
  let { lines, blanks } = run;
  for (const character of text) {
    if (character === "\n") {
      lines += 1;
      blanks = 0;
    } else if (character === " " || character === "\t" || character === "\r") blanks += 1;
    else {
      lines = 0;
      blanks = 0;
    }
  }
  return { lines, blanks };
}
