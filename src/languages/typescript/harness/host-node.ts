/** What the harness needs of Node, taken before a candidate can change it. Runs in the sandbox. */

import { unlinkSync, writeSync } from "node:fs";
import { setImmediate } from "node:timers";

const { argv, exit } = process;

forgetEntry(argv[1]);

/** The entry holds the nonce: a candidate that reads the scratch folder must not find it. */
function forgetEntry(path: string | undefined): void {
  try {
    if (path !== undefined) unlinkSync(path);
  } catch {
    // A folder that cannot be written to has nothing to hide that a candidate could use.
  }
}

/** Prints a line, at the start of one whatever stood before it. */
export const printLine = (line: string): void => void writeSync(1, `\n${line}\n`);

/** Ends the program, whatever timers a candidate has left; a rejection that nobody handles is heard first. */
export const finish = (): Promise<void> =>
  new Promise(() => {
    setImmediate(() => exit());
  });
