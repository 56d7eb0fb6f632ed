/** Where a command writes: results to stdout, everything else to stderr. */

import { styleText } from "node:util";
import { escapeText } from "./escape-text.ts";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export interface Terminal {
  /** A line of the result, to stdout. */
  result(line: string): void;
  /** A value as one line of JSON, to stdout. */
  json(value: unknown): void;
  /** A line for the person who watches, to stderr. */
  say(line: string): void;
  /** Replaces the live line on a terminal; elsewhere nothing. */
  live(text: string): void;
  /** Colours where stderr is a terminal and NO_COLOR is not set. */
  paint(style: Style, text: string): string;
  readonly isLive: boolean;
}

/** Some terminals say they have 0 columns, when nobody told them better. */
const DEFAULT_COLUMNS = 80;

/** What `createTerminal` writes to; `process` is one. */
export interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, "write">;
  readonly stderr: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">;
}

/** A terminal over two streams. */
export function createTerminal({ stdout, stderr }: Streams): Terminal {
  const isLive = stderr.isTTY === true;
  let hasLiveLine = false;
  const clear = (): void => {
    if (hasLiveLine) stderr.write("\r\u001b[2K");
    hasLiveLine = false;
  };
  return {
    isLive,
    result(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    json(value) {
      clear();
      stdout.write(`${JSON.stringify(value)}\n`);
    },
    say(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    live(text) {
      if (!isLive) return;
      const line = escapeText(text)
        .replaceAll("\n", " ")
        .slice(0, (stderr.columns || DEFAULT_COLUMNS) - 1);
      stderr.write(`\r\u001b[2K${line}`);
      hasLiveLine = true;
    },
    paint: (style, text) => (isLive ? styleText(style, text, { stream: process.stderr }) : text),
  };
}
